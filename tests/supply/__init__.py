"""Where the parts come from: the lock with hashes, the licences."""
