"""The rules: each one small function that says what is wrong, what it means, and what to do."""
