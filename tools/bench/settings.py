"""The development settings with one more address, the floor, and without limits: one account asks for all people."""

from kb.settings.base import MIDDLEWARE as USUAL
from kb.settings.development import *  # noqa: F403

ROOT_URLCONF = "tools.bench.urls"
MIDDLEWARE = [layer for layer in USUAL if layer != "kb.accounts.limits.RateLimitMiddleware"]
