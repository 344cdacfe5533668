"""What is to be changed in clusters: plans, how far they have come, and the way back."""
