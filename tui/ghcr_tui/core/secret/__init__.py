"""The Secret and its payload, as they are written and as they are found."""
