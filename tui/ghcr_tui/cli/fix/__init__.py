"""`ghcr-tui fix`: a text of Secrets in, the same text without what needs no person out."""
