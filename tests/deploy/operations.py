"""What docs/operations.md tells people to type, read from the document itself."""

import re
from functools import cache

from django.core.management import get_commands

from tests.deploy.files import ROOT

OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
#: What begins with one of these is a command, besides the files of this folder and the commands of manage.py.
PROGRAMS = {
    *("apt-get", "caddy", "chmod", "chown", "cp", "curl", "docker", "git", "gunicorn", "install", "kill", "manage.py"),
    *("mkdir", "mount", "openssl", "pg_dump", "pip", "pip-audit", "psql", "python", "python3", "python3.11", "rm"),
    *("rsync", "sh", "systemctl", "tar", "useradd"),
}
ASSIGNMENT = re.compile(r"[A-Z][A-Z0-9_]*=")
BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def commands() -> tuple[str, ...]:
    """Each command once, in the order of the document, without the path of Python before it.

    Of what runs inside a container there are two: the whole, and what is run there.
    """
    found = [command for line in _lines() for command in _of_line(line)]
    return tuple(dict.fromkeys(found))


@cache
def variables() -> frozenset[str]:
    """Names of the variables that blocks set."""
    text = "\n".join(line for line in _lines())
    return frozenset(re.findall(r"(?:^|\s)([A-Z][A-Z0-9_]{3,})=", text, re.MULTILINE))


@cache
def not_tried() -> tuple[str, ...]:
    """Beginnings of the commands that the document itself says no test runs."""
    section = OPERATIONS.split("## What is not tried\n", 1)[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return tuple(span.removesuffix(" …") for row in rows for span in re.findall(r"`([^`]+)`", row))


def _lines() -> list[str]:
    """Lines of the blocks, and every piece of code within the text that is one command."""
    found: list[str] = []
    body = OPERATIONS.split("## What is not tried\n", 1)[0]
    for block in BLOCK.findall(body):
        lines = block.replace("\\\n", "").splitlines()
        shown = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]  # the others are what it printed
        found += shown or lines
    return found + [span for span in re.findall(r"`([^`\n]+)`", BLOCK.sub("", body)) if _is_command(span)]


def _of_line(line: str) -> list[str]:
    code, _, remark = line.partition(" # ")
    code = re.sub(r"^[\d*/, ]+(?=cd )", "", code).strip()  # a line of cron
    parts = [part.strip() for part in code.split(" && ")]
    found = [_plain(part) for part in parts if not part.startswith(("cd ", "export "))]
    if _is_command(remark.strip()):
        found.append(_plain(remark.strip()))
    found = [part for part in found if part and not ASSIGNMENT.match(part)]
    inside = [re.match(r"docker compose exec (?:-T )?worker python (.+)", part) for part in found]
    return found + [match[1] for match in inside if match]


def _plain(part: str) -> str:
    """Without variables before it and without the path of Python; a bare command of manage.py with its name."""
    part = re.sub(r"^(?:[A-Z0-9_]+=\S+ )+(?=\S)", "", part)
    part = part.replace(".venv/bin/", "").removeprefix("python ")
    return f"manage.py {part}" if part.split()[:1] and part.split()[0] in get_commands() else " ".join(part.split())


def _is_command(span: str) -> bool:
    first, *rest = span.split() or [""]
    first = first.removeprefix(".venv/bin/")
    if first in PROGRAMS:
        return bool(rest)
    return first in get_commands() or first in ("./run", "./test") or _is_script(first)


def _is_script(name: str) -> bool:
    path = ROOT / name
    return "/" in name and path.is_file() and bool(path.stat().st_mode & 0o111)
