"""Compose: the form of a Secret, its findings, and the preview that is copied or saved."""
