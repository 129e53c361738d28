"""Where bytes come from: files, folders and archives, within limits."""
