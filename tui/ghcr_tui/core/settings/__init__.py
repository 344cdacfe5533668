"""What a person has set once and for all, and what the app remembers from one run to the next."""
