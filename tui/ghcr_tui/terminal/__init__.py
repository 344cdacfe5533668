"""How the app meets the terminal: a paste that is one piece of data, and an end on signals."""
