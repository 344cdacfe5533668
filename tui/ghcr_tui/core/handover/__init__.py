"""The handover of a fleet of pull secrets to a controller: who gets what, in which order."""
