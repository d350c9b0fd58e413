"""No models of its own. The module must be there: Django sends ``post_migrate`` only to apps that have one, and the
roles are made on that signal (apps.py)."""
