"""The company's log-in as a process of its own on loopback (idp_site), and a browser that goes through it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from django.http import HttpResponse
from django.test import Client

from tests.accounts.idp_site.serve import CLIENT_ID, CLIENT_SECRET
from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
ANSWER = "/ieiet/uznemuma-konts/atbilde/"
SITE = "http://testserver"
#: What the provider's groups mean here, as OIDC_GROUPS has it.
GROUPS = "kb-darbinieki=Darbinieki;CN=kb-redaktori,OU=grupas=Redaktori;kb-vaditaji=Vadītāji"
EMPLOYEE, EDITOR = "kb-darbinieki", "CN=kb-redaktori,OU=grupas"


class Idp:
    def __init__(self, folder: Path) -> None:
        self.issuer = f"http://127.0.0.1:{free_port()}"
        self.log = folder / "idp.log"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.accounts.idp_site.serve", self.issuer.rsplit(":", 1)[1], SITE + ANSWER],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "IDP_FOLDER": str(folder)},
            stderr=self.log.open("w"),
        )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(self.log.read_text())
            try:
                if requests.get(self.issuer + "/.well-known/openid-configuration", timeout=2).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.1)
        raise RuntimeError("The provider did not start.")

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)

    def configure(self, settings: Any) -> None:
        """Single sign-on of the site under test, as the environment would have it."""
        settings.OIDC_ISSUER = self.issuer
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
        settings.OIDC_GROUPS = GROUPS

    def person(self, username: str, *groups: str, email: str = "", verified: bool = True, **fields: str) -> str:
        """Somebody whom the provider knows from now on; returns the subject."""
        given = {"username": username, "groups": groups, "email": email, "verified": verified, **fields}
        answer = requests.post(self.issuer + "/tests/person", json=given, timeout=10)
        answer.raise_for_status()
        return answer.text

    @contextmanager
    def mood(self, mood: str) -> Iterator[None]:
        requests.post(self.issuer + "/tests/mood", data=mood, timeout=10)
        yield
        requests.post(self.issuer + "/tests/mood", data="", timeout=10)


def begin(client: Client, to: str = "") -> str:
    """Press the button; returns the address of the provider that the browser is sent to."""
    return client.post("/ieiet/uznemuma-konts/", {"next": to})["Location"]


def identify(address: str, username: str) -> str:
    """What the provider does with the browser of ``username``; returns the address of the site it is sent back to."""
    with requests.Session() as browser:
        browser.cookies.set("person", username)
        while not address.startswith(SITE):
            answer = browser.get(address, allow_redirects=False, timeout=10)
            assert answer.is_redirect, answer.text
            address = requests.compat.urljoin(address, answer.headers["Location"])
    return address


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def log_in(client: Client, username: str, to: str = "") -> HttpResponse:
    """The whole way; returns the last answer of the site."""
    return client.get(path_of(identify(begin(client, to), username)))
