"""Text from outside: decoded, made harmless, and quoted for a shell."""
