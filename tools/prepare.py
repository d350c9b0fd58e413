"""Everything a site needs before it is served: folders, tables, sample content, index, static files.

One process, so that a second start takes seconds. What has not changed since the last start is not done again.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class CannotStart(Exception):
    """Why the site cannot start, in one line for the person who started it."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    data_dir: Path
    port: str


def read_settings() -> SiteSettings:
    """Settings from the environment and .env; CannotStart where DATA_DIR or DATABASE_URL cannot be used."""
    import environ

    environ.Env.read_env(ROOT / ".env")
    data_dir = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()
    _check_writable(data_dir)
    _check_database_url(os.environ.get("DATABASE_URL", ""))
    return SiteSettings(data_dir, os.environ.get("PORT", "8000"))


def _check_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise CannotStart(f"DATA_DIR {folder} cannot be written: {error.strerror}.") from error


def _check_database_url(url: str) -> None:
    import environ

    if not url:
        return
    engine = environ.Env.db_url_config(url).get("ENGINE", "") if "://" in url else ""
    if engine not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        raise CannotStart("DATABASE_URL must start with sqlite:/// or postgres://.")


def main() -> int:
    """What ./run starts as a process of its own: the memory it takes is free again while the site is served."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.development")
    try:
        prepare(read_settings())
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def prepare(site: SiteSettings) -> None:
    """Bring the site up to date with the code; safe to repeat."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import DatabaseError

    _compile_messages()
    django.setup()
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        first_line = str(error).strip().splitlines()[0]
        raise CannotStart(f"The database of DATABASE_URL cannot be used: {first_line}") from error
    if settings.DEMO_ACCOUNTS:
        call_command("create_demo_accounts", verbosity=0, stdout=open(os.devnull, "w"))
    sample = ROOT / "kb" / "content" / "sample"
    _once(site, "sample", sample.rglob("*.yaml"), lambda: call_command("load_sample"))
    _once(site, "static", _static_files(), lambda: call_command("collectstatic", verbosity=0, interactive=False))
    _build_index()


def _compile_messages() -> None:
    from tools.compile_messages import main

    main()


def _static_files() -> Iterable[Path]:
    return [*(ROOT / "static").rglob("*"), ROOT / "requirements.lock"]


def _once(site: SiteSettings, name: str, files: Iterable[Path], action: Callable[[], object]) -> None:
    """Run ``action`` unless it ran before with the same files."""
    from django.conf import settings

    digest = hashlib.sha256(str(settings.DATABASES["default"].get("NAME")).encode())
    for path in sorted(path for path in files if path.is_file()):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    stamp = site.data_dir / f".prepared-{name}"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    action()
    stamp.write_text(digest.hexdigest())


def _build_index() -> None:
    """Build the index where there is none, or where the rules that made it have changed."""
    from search.engines.registry import embedded_engine
    from search.indexing.rebuild import rebuild

    engine = embedded_engine()
    if not engine.is_current():
        rebuild(engine)


if __name__ == "__main__":
    sys.exit(main())
