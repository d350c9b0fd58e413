"""Documents and images: only after log-in, restricted ones only for whom they are, no document under /media/."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.images.utils import generate_signature
from wagtail.models import Collection, CollectionViewRestriction

from kb.accounts import roles
from tests.factories import SiteTree, make_collection, make_document, make_image

SignedIn = Callable[..., Client]


@pytest.fixture
def shut(site: SiteTree) -> Collection:
    """A collection for supervisors only, with another inside."""
    collection = make_collection("Vadītājiem")
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    restriction.groups.set(roles.Group.objects.filter(name=roles.SUPERVISOR))
    return collection


def body(client: Client, address: str) -> bytes:
    return b"".join(client.get(address).streaming_content)


def test_an_employee_gets_a_document_that_is_not_restricted(site: SiteTree, signed_in: SignedIn) -> None:
    document = make_document(content=b"%PDF-1.4 veidlapa")

    assert body(signed_in(), document.url) == b"%PDF-1.4 veidlapa"
    assert Client().get(document.url)["Location"].startswith("/ieiet/")


def test_a_restricted_document_is_served_to_its_group_only(shut: Collection, signed_in: SignedIn) -> None:
    document = make_document(collection=shut, content=b"%PDF-1.4 slepens")

    refused = signed_in("darbinieks").get(document.url)

    assert refused.status_code == 403
    assert b"slepens" not in refused.content
    assert body(signed_in("vaditaja"), document.url) == b"%PDF-1.4 slepens"


def test_a_collection_inside_a_restricted_one_is_restricted_too(shut: Collection, signed_in: SignedIn) -> None:
    document = make_document(collection=shut.add_child(name="Iekšējā"))

    assert signed_in("darbinieks").get(document.url).status_code == 403
    assert signed_in("vaditaja").get(document.url).status_code == 200


def test_a_document_under_a_wrong_name_or_number_is_not_found(site: SiteTree, signed_in: SignedIn) -> None:
    document = make_document()
    employee = signed_in()

    assert employee.get(f"/dokumenti/{document.pk}/cits.pdf").status_code == 404
    assert employee.get(f"/dokumenti/999999/{document.filename}").status_code == 404


def test_no_document_and_no_folder_is_served_from_media(site: SiteTree, signed_in: SignedIn) -> None:
    document = make_document()
    administrator = signed_in("admin")

    for address in (document.file.url, "/media/", "/media", "/media/../search.sqlite3", "/media/images/nav.png"):
        assert administrator.get(address, follow=True).status_code == 404, address
        assert Client().get(address).status_code in {301, 302, 404}, address


def test_editors_see_the_pictures_in_the_lists_of_the_admin(site: SiteTree, signed_in: SignedIn) -> None:
    image = make_image()
    editor = signed_in("redaktors")

    [shown] = re.findall(r'<img [^>]*src="(/media/[^"]+)"', editor.get("/admin/images/").content.decode())

    assert body(editor, shown).startswith(b"\x89PNG")
    assert body(editor, image.file.url).startswith(b"\x89PNG")
    assert signed_in("darbinieks").get(shown).status_code == 403
    image.file.delete(save=False)
    assert editor.get(image.file.storage.url(image.file.name or "images/attels.png")).status_code == 404


def test_an_image_needs_the_log_in_and_a_true_signature(site: SiteTree, signed_in: SignedIn) -> None:
    image = make_image()
    address = f"/atteli/{generate_signature(image.pk, 'width-4')}/{image.pk}/width-4/"
    employee = signed_in()

    assert employee.get(address).status_code == 200
    assert employee.get(address)["Content-Type"] == "image/png"
    assert Client().get(address)["Location"].startswith("/ieiet/")
    assert employee.get(address.replace("width-4", "width-5")).status_code == 403
