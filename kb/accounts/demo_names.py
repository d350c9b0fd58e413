"""Names of the demo accounts and their password; imports nothing, so that tools may print them."""

DEMO_PASSWORD = "demo-parole-2026"  # noqa: S105  (public on purpose; checks.py keeps it out of production)
DEMO_NAMES = ("darbinieks", "jaunais", "redaktors", "apstiprinatajs", "vaditaja", "admin")
