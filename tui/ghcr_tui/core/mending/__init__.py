"""Mending: every finding that needs no decision has a function that takes its cause away."""
