"""The development settings with one more address: the floor."""

from kb.settings.development import *  # noqa: F403

ROOT_URLCONF = "tools.bench.urls"
