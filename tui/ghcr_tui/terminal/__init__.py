"""What this folder offers: to be written in one sentence."""
