registry_server   = "ghcr.io"
registry_username = "octocat"
registry_password = "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"
