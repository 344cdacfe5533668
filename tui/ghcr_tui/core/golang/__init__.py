"""What Go's libraries and Kubernetes' YAML do with text, byte by byte: read, written, refused."""
