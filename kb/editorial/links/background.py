"""Asking addresses outside takes seconds: it is done beside the worker, which has an index to keep."""

import logging
import threading

from django.db import connections

from kb.editorial.links.outside import ask_due, gather_addresses, is_due

log = logging.getLogger("kb.links")

_running = threading.Lock()


def ask_in_background() -> None:
    """Take up new addresses and, where one is due and nobody is asking yet, begin to ask."""
    gather_addresses()
    if is_due() and _running.acquire(blocking=False):
        threading.Thread(target=_ask, name="links", daemon=True).start()


def _ask() -> None:
    try:
        ask_due()
    except Exception:
        log.exception("Links outside could not be asked; the next try is in a minute")
    finally:
        connections.close_all()
        _running.release()
