"""Errors with a traceback in what the site printed: a fault that was to be expected is told in one line without."""

import json
import re
from collections import Counter

from tools.stack.site import Stack

#: The last line of a traceback: what it was.
_WHERE = re.compile(r'([\w-]+/[\w.]+)", line (\d+)')
_WHAT = re.compile(r"^\S*(?:Error|Exception|Exit|Timeout|Unavailable)\b.*", re.M)


def tracebacks(stack: Stack) -> list[str]:
    """What, from where, how often; the most frequent first."""
    found: Counter[str] = Counter()
    for part in (stack.web, stack.worker):
        for line in part.log.read_text(errors="replace").splitlines() if part.log.exists() else []:
            try:
                row = json.loads(line)
            except ValueError:
                if line.startswith("Traceback"):
                    found[f"{part.name}: a traceback outside the log"] += 1
                continue
            if "error" in row:
                what, where = _WHAT.findall(row["error"]), _WHERE.findall(row["error"])
                found[f"{part.name} {row['logger']}: {what[-1:]} at {where[-3:]}"] += 1
    return [f"{number} × {text}" for text, number in found.most_common()]
