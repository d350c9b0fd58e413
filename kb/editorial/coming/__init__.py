"""What begins and what ends from today on, in one list of the admin."""
