"""One machine, one command: ``./run``. Demo accounts and a key that only this machine knows."""

from kb.settings.base import *  # noqa: F403
from kb.settings.base import DATA_DIR, env
from kb.settings.keys import machine_key

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=None) or machine_key(DATA_DIR / "secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

#: Sample pages may be copied here, with «PARAUGS» as the first line; production refuses.
DEMO_ACCOUNTS = True
