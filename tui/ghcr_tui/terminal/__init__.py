"""How the app meets the terminal: a paste in one piece, text that can be read, an end on signals."""
