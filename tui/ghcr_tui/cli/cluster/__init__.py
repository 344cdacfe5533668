"""The verbs about clusters: audit, why and attach."""
