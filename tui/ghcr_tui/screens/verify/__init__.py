"""Verify: asks a registry about an image, and shows the walk step by step."""
