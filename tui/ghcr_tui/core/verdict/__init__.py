"""The verdict: whether a pod with these pull secrets pulls an image, told by one function alone."""
