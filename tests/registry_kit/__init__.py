"""Real registries, token services, certificates and hostile servers for the tests, on loopback."""
