"""The cluster, reached through the user's own kubectl: nothing else here talks to one."""
