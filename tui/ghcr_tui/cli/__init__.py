"""The headless verbs: results on stdout, everything else on stderr."""
