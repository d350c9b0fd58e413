"""``python -m tests.accounts.idp_site.serve PORT REDIRECT_URI``: tables, one client, then requests until the end."""

import os
import socketserver
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

CLIENT_ID, CLIENT_SECRET = "zinasanu-baze", "atslega-kas-zinama-tikai-testiem"


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing."""


def make_keys(folder: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    for name in ("key.pem", "other.pem"):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (folder / name).write_bytes(pem)


def main(port: int, redirect_uri: str) -> None:
    make_keys(Path(os.environ["IDP_FOLDER"]))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.accounts.idp_site.settings"
    import django

    django.setup()
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.hashers import make_password
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    Client.objects.create(
        id=CLIENT_ID,
        name="Zināšanu bāze",
        secret=make_password(CLIENT_SECRET),
        scopes="openid\nprofile\nemail",
        redirect_uris=redirect_uri,
        skip_consent=True,
    )
    with Server(("127.0.0.1", port), Quiet) as server:
        server.set_app(get_wsgi_application())
        server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
