"""The dialogs that lie over a screen until they are answered, and what they have in common."""
