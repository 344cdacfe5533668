"""The person's clipboard, by a program here or through the terminal (OSC 52)."""
