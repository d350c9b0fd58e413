"""The knowledge base. ``__version__`` is the only place of its number; CHANGELOG.md says what is in it."""

__version__ = "0.1.0"
