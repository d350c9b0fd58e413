"""Everything that people have entered, in one file: saved, verified, and put into an empty place.

The file does not depend on the database it came from, so it is also the way from SQLite to PostgreSQL (ADR 16).
"""
