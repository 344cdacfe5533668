"""The HTTP client, bounded: how long, how much, where to, and what a redirect may carry."""
