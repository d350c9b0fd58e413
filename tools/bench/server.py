"""The real server as ./run starts it, a logged-in client, and the memory of it all."""

import contextlib
import http.client
import http.cookies
import re
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

from tools.ports import free_port
from tools.usage import memory_mib

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """gunicorn with 2 workers of 2 threads, and the index worker."""

    def __init__(self) -> None:
        self.port = free_port()
        counts = ["--workers", "2", "--threads", "2"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tools.processes", "--bind", f"127.0.0.1:{self.port}", *counts], cwd=ROOT
        )

    def wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
            time.sleep(0.1)
        raise SystemExit("The server did not answer within 60 s.")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def memory_mib(self) -> float:
        """Proportional set size of all processes, children included."""
        return memory_mib(self.process.pid)


class Client:
    """One browser: cookies kept, connection kept open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def log_in(self, username: str, password: str) -> None:
        body = self._send("GET", "/ieiet/")[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        if token is None:
            raise SystemExit("The log-in page has no form.")
        form = {"username": username, "password": password, "csrfmiddlewaretoken": token.group(1)}
        status, _ = self._send("POST", "/ieiet/", urllib.parse.urlencode(form))
        if status != 302:
            raise SystemExit(f"Log-in failed with {status}.")

    def get(self, path: str) -> float:
        """Milliseconds until the whole answer is there. Anything but 200 ends the run."""
        started = time.perf_counter()
        status, _ = self._send("GET", path)
        elapsed = (time.perf_counter() - started) * 1000
        if status != 200:
            raise SystemExit(f"{path} answered {status}.")
        return elapsed

    def body(self, path: str) -> str:
        return self._send("GET", path)[1]

    def _send(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Host": f"localhost:{self.connection.port}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        for header in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return response.status, text
