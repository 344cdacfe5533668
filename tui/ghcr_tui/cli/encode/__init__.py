"""`encode`: a credential in, the Secret out in the format that is asked for."""
