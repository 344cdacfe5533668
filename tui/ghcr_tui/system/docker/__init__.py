"""Docker's own login: its config file, and the helpers that keep credentials for it."""
