"""The report of ages reads a lock and the answer of an index; it is run by hand, because it needs the network."""

from datetime import date

from tests.deploy.files import ROOT
from tools.lock_ages import pins, published


def test_every_pin_of_the_lock_is_read():
    found = dict(pins((ROOT / "requirements.lock").read_text()))
    assert {"wagtail", "django", "gunicorn"} <= found.keys()
    assert all(found.values())


def test_the_day_is_that_of_the_first_file_of_this_very_version():
    files = [
        {"filename": "wagtail-8.0.1-py3-none-any.whl", "upload-time": "2026-10-21T10:00:00Z"},
        {"filename": "wagtail-8.0.1.tar.gz", "upload-time": "2026-10-20T10:00:00Z"},
        {"filename": "wagtail-8.0.tar.gz", "upload-time": "2026-08-20T10:00:00Z"},
        {"filename": "wagtail-18.0.1.tar.gz"},
    ]
    assert published({"files": files}, "8.0.1") == date(2026, 10, 20)
    assert published({"files": files}, "9.0") is None
    assert published({}, "8.0.1") is None
