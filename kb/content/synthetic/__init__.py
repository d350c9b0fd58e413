"""Invented pages for load and scale tests: many, Latvian in form, without meaning."""
