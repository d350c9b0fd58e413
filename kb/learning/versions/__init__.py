"""Versions of the standard: when one is made, what it holds, what differs, which was in force."""
