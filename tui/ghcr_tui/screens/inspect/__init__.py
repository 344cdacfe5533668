"""Inspect: a paste, a file or a pipe, the Secrets in it, and what each holds."""
