"""Registries and images: their names taken apart, whose they are, and slips in typing them."""
