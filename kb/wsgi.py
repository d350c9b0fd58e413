"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.development")

application = get_wsgi_application()

from kb.accounts.checks import refuse_unsafe_start  # noqa: E402  (needs the application set up)

refuse_unsafe_start()
