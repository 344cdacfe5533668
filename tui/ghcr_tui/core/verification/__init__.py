"""What a registry answered to whoever asked it, and what that means for a pull."""
