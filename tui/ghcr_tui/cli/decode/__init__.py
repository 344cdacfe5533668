"""`decode`: what a Secret holds and what is wrong with it, as cards, a table, JSON or YAML."""
