"""Loading of the sample content: read and check everything first, then write it in one transaction."""
