"""Rows of the table that several modules speak of."""

#: Works out a password for a third of a second of a processor, on purpose: it has no bar.
LOG_IN = "log in"
FILES = "static files, first visit"
NO_BAR = frozenset({LOG_IN, FILES})
