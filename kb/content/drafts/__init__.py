"""Versions that are not published yet: what they refer to, and opening them when some of it is gone."""
