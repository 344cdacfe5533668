"""A credential, what its token tells by its looks, and how texts with tokens in them are shown."""
