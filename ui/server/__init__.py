"""Starting and guarding the web server."""
