"""Every side effect, one module a neighbour: files, clipboard, git, helpers, registry."""
