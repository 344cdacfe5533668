"""How the app meets the terminal: pastes in one piece, text that can be read, an end on signals."""
