"""Learning paths: what is in them, how far a person is, what a supervisor sees of it."""
