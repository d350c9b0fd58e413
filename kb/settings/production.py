"""Behind TLS, with a key, hosts and a database from the environment. Starts with nothing defaulted that matters."""

from kb.settings.base import *  # noqa: F403
from kb.settings.base import LOGGING, env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env.str("BASE_URL")  # stands on print-outs, as a QR code
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

# One JSON object a line, with one line for each request; no personal data (home.monitoring.json_lines).
LOGGING["formatters"]["line"] = {"()": "home.monitoring.json_lines.JsonLines"}
LOGGING["loggers"]["home"] = {"level": "INFO"}

#: The demo accounts are a reason not to start (kb.accounts.checks).
DEMO_ACCOUNTS = False
