"""What the catalogue of words says of where a word comes from."""

#: Extracted comments (``#. wagtail``) of entries that are not the project's own: they translate other packages.
OTHER_PACKAGES = frozenset({"wagtail", "taggit", "django"})
