"""The verbs about clusters: audit and why."""
