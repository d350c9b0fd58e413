"""What a page said before: its publications, and the page as it stood on a day."""
