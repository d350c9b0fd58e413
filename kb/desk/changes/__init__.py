"""What has changed in the content since a moment, with a difference that can be read."""
