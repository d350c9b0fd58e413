"""What the image does, without a container: its files, its environment, no rights, a folder that cannot be written,
and the very commands of compose.yaml, from the empty place to the first log-in."""

import http.client
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.files import ROOT, compose, copied, image_environment
from tests.deploy.waiting import wait_for
from tools.ports import free_port

#: As ``cap_drop: [ALL]`` does it: without rights even root may not write where nobody may. (Another user may not be
#: able to run this Python.)
WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]
REQUESTS = 12
PROXIED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.9", "Host": "kb.example.lv"}
FIRST = {"username": "galvenais", "password": "vārti-upe-saule-71"}


@pytest.fixture
def place() -> Iterator[Path]:
    """``app`` as the Dockerfile copies it, ``data`` as the volume."""
    folder = Path(tempfile.mkdtemp(prefix="kb-image-"))
    app, data = folder / "app", folder / "data"
    for source, target in copied():
        if source == "requirements.lock":
            continue
        to = app / target / source if target == "./" else app / target
        to.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, to, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy2(ROOT / source, to)
    data.mkdir()
    subprocess.run([sys.executable, "tools/compile_messages.py"], cwd=app, check=True)
    folder.chmod(0o755)
    for path in [app, *app.rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222 | 0o444)
    yield folder
    for path in [app, *app.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)
    shutil.rmtree(folder)


def environment(place: Path, port: int) -> dict[str, str]:
    """The image's and compose's, with a database and addresses that there are on this machine."""
    image, site = image_environment(), compose()["services"]["web"]["environment"]
    values = {"SITE_NAME": "kb.example.lv", "SECRET_KEY": secrets.token_urlsafe(60)}
    filled = {name: re.sub(r"\$\{(\w+)[^}]*\}", lambda m: values.get(m[1], ""), text) for name, text in site.items()}
    here = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DATA_DIR": str(place / "data"),
        "DATABASE_URL": f"sqlite:///{place / 'data' / 'db.sqlite3'}",
        "ELASTICSEARCH_URL": "",
        "ELASTICSEARCH_CA_FILE": "",
        "PORT": str(port),
        "TMPDIR": str(place / "data"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return image | filled | here


def start(place: Path, service: str, env: dict[str, str]) -> "subprocess.Popen[str]":
    (command,) = compose()["services"][service]["command"]
    before = WITHOUT_RIGHTS if os.getuid() == 0 else []
    with (place / f"{service}.log").open("w") as log:
        return subprocess.Popen([*before, str(place / "app" / command)], env=env, stdout=log, stderr=log, text=True)


def ask(url: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def make_superuser(place: Path, env: dict[str, str]) -> None:
    named = ["--noinput", "--username", FIRST["username"], "--email", "galvenais@example.lv"]
    command = [sys.executable, "manage.py", "createsuperuser", *named]
    env = env | {"DJANGO_SUPERUSER_PASSWORD": FIRST["password"]}
    subprocess.run(command, cwd=place / "app", env=env, check=True, capture_output=True)


def log_in(port: int) -> tuple[int, str]:
    """What the proxy is answered when the first superuser logs in on the way to the admin, and then sees it."""
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def send(method: str, path: str, cookies: str, **fields: str) -> tuple[http.client.HTTPResponse, str, str]:
        headers = PROXIED | {"Cookie": cookies, "Referer": "https://kb.example.lv/ieiet/"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        server.request(method, path, urllib.parse.urlencode(fields) or None, headers)
        answer = server.getresponse()
        kept = [line.split(";")[0] for name, line in answer.getheaders() if name == "Set-Cookie"]
        return answer, answer.read().decode(), "; ".join(kept)

    _, form, cookies = send("GET", "/ieiet/?next=/admin/", "")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token
    answer, _, cookies = send("POST", "/ieiet/", cookies, csrfmiddlewaretoken=token[1], next="/admin/", **FIRST)
    assert (answer.status, answer.getheader("Location")) == (302, "/admin/")
    answer, text, _ = send("GET", "/admin/", cookies)
    return answer.status, text


def test_the_commands_of_the_image_prepare_serve_index_count_and_end(place: Path) -> None:
    port = free_port()
    env, site = environment(place, port), f"http://127.0.0.1:{port}"
    prepared = start(place, "prepare", env)
    assert prepared.wait(240) == 0, (place / "prepare.log").read_text()
    assert (place / "data" / "static" / "staticfiles.json").is_file()
    make_superuser(place, env)

    web, worker = start(place, "web", env), start(place, "worker", env)
    try:
        wait_for(lambda: ask(f"{site}/healthz") == (200, "ok"))
        wait_for(lambda: ask(f"{site}/readyz")[0] == 200)  # the worker has built the index and is heard of
        for _ in range(REQUESTS):
            status, text = ask(f"{site}/ieiet/?next=/noslepums", **PROXIED)
            assert (status, "<form" in text) == (200, True)
        assert ask(f"{site}/metrics", **PROXIED)[0] == 403
        figures = ask(f"{site}/metrics")[1]
        assert f'kb_request_seconds_count{{part="page",status="2xx"}} {REQUESTS}.0' in figures
        assert 'kb_worker_silent_seconds{engine="embedded"}' in figures
        status, text = log_in(port)
        assert (status, FIRST["username"] in text) == (200, True)
    finally:
        for process in (web, worker):
            process.send_signal(signal.SIGTERM)
    assert (web.wait(30), worker.wait(30)) == (0, 0)
    assert list((place / "data").glob("kb-figures-*")) == []

    lines = [json.loads(line) for line in (place / "web.log").read_text().splitlines()]
    requests = [line for line in lines if line.get("route") == "ieiet/"]
    assert len(requests) == REQUESTS + 2
    assert len({line["request_id"] for line in requests}) == REQUESTS + 2
    assert "noslepums" not in (place / "web.log").read_text()
    assert not [path for path in (place / "app").rglob("*") if path.name == "__pycache__"]
