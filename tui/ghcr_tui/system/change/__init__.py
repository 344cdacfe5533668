"""Changes in clusters: read what is there, carry a plan out, keep a journal, and go back."""
