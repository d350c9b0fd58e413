"""What those who run the site see of it: requests, searches and state in figures, lines of the log."""
