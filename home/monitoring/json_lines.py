"""A line of the log as one JSON object, without anything that a person typed.

Texts that come into a line from outside (an address, the message of a database) are masked as queries are, and query
strings are cut off. Numbers that the program counted stay.
"""

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from home.monitoring.request_id import current
from search.log.masking import mask

_QUERY_STRING = re.compile(r"\?[^\s\"')\]}>]*=[^\s\"')\]}>]*")


class JsonLines(logging.Formatter):
    """``time`` (UTC), ``level``, ``logger``, ``message``, ``request_id`` within a request, and what ``extra={"fields":
    {…}}`` adds. ``error`` is the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        if request_id := current.get():
            line["request_id"] = request_id
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["error"] = safe(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def safe(text: str) -> str:
    return mask(_QUERY_STRING.sub("?…", text))


def _message(record: logging.LogRecord) -> str:
    """The sentence of the program is its own; only what is put into it is looked at."""
    if not record.args:
        return safe(str(record.msg))
    if isinstance(record.args, Mapping):
        return str(record.msg) % {name: _argument(value) for name, value in record.args.items()}
    return str(record.msg) % tuple(_argument(value) for value in record.args)


def _argument(value: object) -> object:
    return value if isinstance(value, (int, float)) else safe(str(value))
