"""StreamField blocks. Every block that holds text says which of it may reach the client (see passages.py)."""
