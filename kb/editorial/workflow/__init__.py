"""Who may change, approve and publish what. The rules are in rules.py; everything else here asks them."""
