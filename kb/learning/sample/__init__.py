"""Questions, sets and paths that come with the sample content."""
