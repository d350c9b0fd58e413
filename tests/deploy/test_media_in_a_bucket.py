"""Uploaded files in a bucket: kept, read, served and backed up as those in a folder, on a real server of S3."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import environ
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from wagtail.images.utils import generate_signature
from wagtail.models import CollectionViewRestriction

from kb.accounts import roles
from kb.accounts.checks import refuse_unsafe_start
from kb.backup.archive import ArchiveReader
from kb.backup.load import put_files
from kb.backup.save import stored_files
from kb.content.attached.reading import read_next
from kb.content.models.document_text import DocumentText, Reading
from kb.settings.media import OPTIONS, media_problems, media_storage
from tests.deploy.s3_server import KEY, SECRET, s3_server
from tests.factories import make_collection, make_document, make_image
from tests.files import docx_file
from tools.ports import free_port

UseBucket = Callable[..., None]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with s3_server(tmp_path_factory.mktemp("s3")) as address:
        client = boto3.client("s3", "us-east-1", endpoint_url=address, **keys())
        for name in ("media", "elsewhere"):
            client.create_bucket(Bucket=name)
        yield address


def keys() -> dict[str, str]:
    return {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET}


@pytest.fixture
def use_bucket(server: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> UseBucket:
    """The site keeps its files in ``bucket``, as its environment says."""

    def use(bucket: str = "media", address: str = server) -> None:
        given = {"BUCKET": bucket, "ENDPOINT": address, "ACCESS_KEY": KEY, "SECRET_KEY": SECRET}
        for name, value in given.items():
            monkeypatch.setenv(f"MEDIA_S3_{name}", value)
        settings.STORAGES = settings.STORAGES | {"default": media_storage(environ.Env())}

    use()
    return use


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.django_db
def test_a_document_comes_through_the_site_to_who_may_open_it_and_to_nobody_from_the_bucket(
    server: str, use_bucket: UseBucket, site: Any, signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    closed = make_collection("Vadītājiem")
    restriction = CollectionViewRestriction.objects.create(collection=closed, restriction_type="groups")
    restriction.groups.set(roles.Group.objects.filter(name=roles.SUPERVISOR))
    document = make_document("ieteikumi.pdf", closed, b"%PDF-1.4 slepens")
    assert document.file.name in list(stored_files(default_storage))

    answer = signed_in("vaditaja").get(document.url)
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, "16", b"%PDF-1.4 slepens")
    assert signed_in("darbinieks").get(document.url).status_code == 403
    assert Client().get(document.url)["Location"].startswith("/ieiet/")

    assert document.file.url == f"/media/{document.file.name}"  # nothing is served there
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server}/media/{document.file.name}", timeout=10)
    assert refused.value.code == 403

    name = document.file.name
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert not default_storage.exists(name)


@pytest.mark.django_db
def test_a_picture_is_cut_to_size_and_comes_through_the_site(use_bucket: UseBucket, site: Any, signed_in: Any) -> None:
    image = make_image()
    address = f"/atteli/{generate_signature(image.pk, 'width-4')}/{image.pk}/width-4/"
    answer = signed_in().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert body(answer).startswith(b"\x89PNG")
    assert Client().get(address).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_words_are_read_and_files_saved_and_put_into_another_bucket(
    use_bucket: UseBucket, site: Any, tmp_path: Path
) -> None:
    for name in list(stored_files(default_storage)):
        default_storage.delete(name)
    content = docx_file("Iesniegums par plombēšanu")
    first, second = make_document("veidlapa.docx", content=content), make_document("veidlapa.docx", content=b"cits")
    assert first.file.name != second.file.name  # no upload takes the place of another
    assert read_next()
    assert DocumentText.objects.get(document=first).text == "Iesniegums par plombēšanu"

    call_command("backup", tmp_path / "kopija.zip", verbosity=0)
    use_bucket("elsewhere")
    assert list(stored_files(default_storage)) == []
    put_files(ArchiveReader(tmp_path / "kopija.zip"))
    assert sorted(stored_files(default_storage)) == sorted([first.file.name, second.file.name])
    assert default_storage.open(first.file.name).read() == content


@pytest.mark.django_db(transaction=True)
def test_while_the_bucket_is_away_reading_waits_and_a_backup_says_why(
    use_bucket: UseBucket, site: Any, tmp_path: Path
) -> None:
    document = make_document("veidlapa.docx", content=docx_file("Iesniegums"))
    use_bucket(address=f"http://127.0.0.1:{free_port()}")
    assert read_next()
    assert DocumentText.objects.get(document=document).outcome == Reading.MISSING
    with pytest.raises(CommandError, match="Nothing was saved: The bucket for uploaded files: Could not connect"):
        call_command("backup", tmp_path / "kopija.zip", verbosity=0)
    assert list(tmp_path.iterdir()) == []


def test_a_bucket_configured_by_halves_is_said_before_anything_starts(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in OPTIONS:
        monkeypatch.delenv(name, raising=False)
    assert media_problems(media_storage(environ.Env())) == []  # a folder
    monkeypatch.setenv("MEDIA_S3_BUCKET", "media")
    monkeypatch.setenv("MEDIA_S3_ACCESS_KEY", KEY)
    settings.STORAGES = settings.STORAGES | {"default": media_storage(environ.Env())}
    wanted = "half configured: set MEDIA_S3_ENDPOINT, MEDIA_S3_SECRET_KEY, or none"
    with pytest.raises(SystemCheckError, match=wanted):
        call_command("check")
    with pytest.raises(SystemExit, match=wanted):
        refuse_unsafe_start()

    monkeypatch.setenv("MEDIA_S3_SECRET_KEY", SECRET)
    monkeypatch.setenv("MEDIA_S3_ENDPOINT", "s3.example.lv")
    monkeypatch.setattr("kb.settings.media.find_spec", lambda name: None)
    assert [problem.split()[0] for problem in media_problems(media_storage(environ.Env()))] == [
        "MEDIA_S3_ENDPOINT",
        "The",
    ]
