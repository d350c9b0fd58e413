"""The start page as part of the sample content."""

from pathlib import Path
from typing import Any

from wagtail import hooks


@hooks.register("kb_load_sample_root")
def load_root(folder: Path, report: Any) -> None:
    from home.sample import load_root

    load_root(folder, report)


@hooks.register("kb_load_sample")
def load_home(folder: Path, report: Any) -> None:
    from home.sample import load_home

    load_home(folder, report)
