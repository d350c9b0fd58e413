"""Which of a person's pages they may still see."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from kb.content.access import closed_paths, opens, tokens_of


class OfPage(Protocol):
    page: Any


Row = TypeVar("Row", bound=OfPage)


def still_open(rows: Iterable[Row], user: Any) -> list[Row]:
    """Rows whose page is live and open to ``user``: what was restricted or taken offline since is left out."""
    tokens = tokens_of(user) if closed_paths() else None
    return [row for row in rows if row.page.live and opens(row.page.path, tokens)]
