"""What makes a Secret safe for git: the cryptography of SealedSecrets and SOPS.

It rests on the optional libraries of `ghcr-tui[seal]`, each imported when it is needed.
"""
