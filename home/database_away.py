"""The database does not answer: that is no fault of the program, it is told shortly and passes by itself."""

import logging

from django.db import InterfaceError, OperationalError, connection


def is_away(error: BaseException | None) -> bool:
    """Whether ``error`` came of a database that cannot be reached, or that went away during the request.

    A lock, a deadlock or a full disk is an OperationalError, too: then the connection still works.
    """
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    return connection.connection is None or not connection.is_usable()


class OneLine(logging.Filter):
    """For loggers that write what a request failed of: of a database that was away a traceback tells nothing more, and
    all requests of an outage have the same."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if is_away(error):
            first = "".join(str(error).splitlines()[:1])
            record.msg, record.args = "%s: %s", (record.getMessage(), first)
            record.exc_info = record.exc_text = None
        return True
