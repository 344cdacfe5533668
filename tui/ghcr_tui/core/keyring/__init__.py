"""The keyring of the kubelet: which credentials it tries for an image, in which order."""
