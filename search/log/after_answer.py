"""An answer that nobody waits with: what is still to be written down is written when the reader has it."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import JsonResponse

log = logging.getLogger("search.log")


class AnswerFirst(JsonResponse):
    """JSON with something to do afterwards. The server closes a response when its last byte has been sent."""

    def __init__(self, data: dict[str, Any], afterwards: Callable[[], object]) -> None:
        super().__init__(data)
        self._afterwards: Callable[[], object] | None = afterwards

    def close(self) -> None:
        """Once, however often the server closes; the connection to the database is given back after it.

        A fault is only logged: the reader has the answer, and the server would end the connection over it.
        """
        afterwards, self._afterwards = self._afterwards, None
        try:
            if afterwards is not None:
                afterwards()
        except Exception:
            log.exception("What follows an answer was not done")
        finally:
            super().close()
