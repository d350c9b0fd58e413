"""What the browser reports by itself: small JSON about a page, for which nobody waits."""

import json
import re
from typing import Any

_CODE = re.compile(r"[A-Z][0-9]{0,6}")


class BadReport(ValueError):
    """What came is none of ours."""


def reported(body: bytes, *names: str) -> list[Any]:
    """The values of these names in a JSON object; BadReport where it is anything else or has not all of them."""
    try:
        data = json.loads(body)
        return [data[name] for name in names]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadReport from error


def page_code(value: Any) -> str:
    """``value`` as the code of a page, whether or not there is one; BadReport where it cannot be a code."""
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise BadReport
    return value
