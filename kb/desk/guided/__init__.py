"""Guided questions as employees walk through them: counted, so that editors see where they are given up."""
