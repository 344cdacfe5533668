"""`verify`: asks a registry whether a Secret pulls an image, and tells what it answered."""
