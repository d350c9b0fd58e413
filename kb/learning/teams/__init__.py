"""Teams: who is in whose, kept by administrators."""
