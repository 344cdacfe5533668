"""The forms in which a Secret leaves the program: manifests, the payload, a command, a guide."""
