"""The screen on which clusters are changed: plan, proof, waves and check, and the way back."""
