"""A fake of the Kubernetes API for tests: TLS, users with rights, pages, selectors, watches.

The real kubectl talks to it. What it answers is what a real API server (1.36) answered;
tests/system/cluster/test_contract.py holds both to the same.
"""
