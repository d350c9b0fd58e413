"""Headers that every response has, the two content security policies, and what caches may keep."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.images.utils import generate_signature
from wagtail.models import CollectionViewRestriction

from kb.accounts import roles
from kb.content.choices import Kind
from tests.factories import (
    ExplanationPageFactory,
    ServicePageFactory,
    SiteTree,
    make_collection,
    make_document,
    make_image,
    make_page,
    restrict,
)

SignedIn = Callable[..., Client]
INLINE = re.compile(r"<[^>]*\s(?:style|on[a-z]+)\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>", re.IGNORECASE)
STYLE = re.compile(r"<style([^>]*)>", re.IGNORECASE)


def policy(response: HttpResponse) -> dict[str, list[str]]:
    """Directive to its sources."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {part[0]: part[1:] for part in parts}


def image_address() -> str:
    image = make_image()
    return f"/atteli/{generate_signature(image.pk, 'width-4')}/{image.pk}/width-4/"


def every_kind_of_response(signed_in: SignedIn) -> dict[str, HttpResponse]:
    employee, editor, nobody = signed_in("darbinieks"), signed_in("redaktors"), Client()
    service = ServicePageFactory()
    return {
        "start page": employee.get("/"),
        "page": employee.get(service.url),
        "search": employee.get("/meklet/?q=rekins"),
        "search that is wrong": employee.get("/meklet/?tips=nav"),
        "data": employee.get("/api/search?q=rekins"),
        "data without log-in": nobody.get("/api/search?q=rekins"),
        "log-in": nobody.get("/ieiet/"),
        "redirect to the log-in": nobody.get("/"),
        "health": nobody.get("/healthz"),
        "no such page": employee.get("/nav-tadas/"),
        "no right": employee.get("/admin/"),
        "method not allowed": employee.get("/iziet/"),
        "document": employee.get(make_document().url),
        "image": employee.get(image_address()),
        "admin": editor.get("/admin/"),
        "page editor": editor.get(f"/admin/pages/{service.pk}/edit/"),
        "preview": editor.get(f"/admin/pages/{service.pk}/view_draft/"),
    }


def test_every_kind_of_response_has_the_headers(site: SiteTree, signed_in: SignedIn) -> None:
    for name, response in every_kind_of_response(signed_in).items():
        assert response["X-Content-Type-Options"] == "nosniff", name
        assert response["Referrer-Policy"] == "same-origin", name
        assert response["X-Frame-Options"] == "DENY", name
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", name
        for feature in ("camera", "microphone", "geolocation", "payment", "usb", "display-capture"):
            assert f"{feature}=()" in response["Permissions-Policy"], name
        assert response["Content-Security-Policy"], name


def test_a_document_or_image_may_load_nothing(site: SiteTree, signed_in: SignedIn) -> None:
    employee = signed_in()

    for address in (make_document().url, image_address()):
        assert employee.get(address)["Content-Security-Policy"] == "default-src 'none'"


def test_readers_pages_have_the_strict_policy(site: SiteTree, signed_in: SignedIn) -> None:
    employee = signed_in()

    for response in (employee.get("/"), employee.get("/meklet/"), employee.get("/nav/"), Client().get("/ieiet/")):
        directives = policy(response)
        assert directives["default-src"] == ["'none'"]
        assert directives["base-uri"] == ["'none'"]
        for name in ("script-src", "style-src"):
            assert all(source == "'self'" or source.startswith("'nonce-") for source in directives[name])
        assert directives["frame-ancestors"] in (["'none'"], ["'self'"])
        assert directives["form-action"] == directives["connect-src"] == ["'self'"]


@pytest.mark.parametrize("kind", list(Kind))
def test_no_readers_page_contains_what_its_policy_forbids(site: SiteTree, signed_in: SignedIn, kind: Kind) -> None:
    response = signed_in().get(make_page(kind).url)

    assert_nothing_forbidden(response)


def test_no_screen_contains_what_its_policy_forbids(site: SiteTree, signed_in: SignedIn) -> None:
    employee = signed_in()
    ServicePageFactory()

    for address in (
        "/",
        "/meklet/?q=rekins",
        "/termini/?received=2026-12-22&amount=10&unit=working_days",
        "/nav/",
        "/admin/",
    ):
        assert_nothing_forbidden(employee.get(address))
    assert_nothing_forbidden(Client().get("/ieiet/"))


def assert_nothing_forbidden(response: HttpResponse) -> None:
    page = response.content.decode()
    assert INLINE.findall(page) == []
    nonces = [source[7:-1] for source in policy(response)["script-src"] if source.startswith("'nonce-")]
    for attributes in SCRIPT.findall(page) + STYLE.findall(page):
        assert "application/json" in attributes or any(f'nonce="{nonce}"' in attributes for nonce in nonces)


def test_the_admin_has_a_policy_it_works_with_and_no_other_site_may_take_part(
    site: SiteTree, signed_in: SignedIn
) -> None:
    editor = signed_in("redaktors")

    directives = policy(editor.get("/admin/"))

    assert "'unsafe-inline'" in directives["script-src"]
    assert not any(source.startswith("'nonce-") for source in directives["script-src"])  # it would switch that off
    assert directives["frame-src"] == directives["frame-ancestors"] == ["'self'"]
    assert directives["object-src"] == ["'none'"]
    assert not any("http" in source or source == "*" for sources in directives.values() for source in sources)


def test_the_editors_preview_may_be_framed_by_this_site(site: SiteTree, signed_in: SignedIn) -> None:
    editor = signed_in("redaktors")
    page = ServicePageFactory()
    page.save_revision()

    preview = editor.get(f"/admin/pages/{page.pk}/edit/preview/")

    assert preview.status_code == 200
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert policy(preview)["frame-ancestors"] == ["'self'"]
    assert "'unsafe-inline'" in policy(preview)["script-src"]


def test_no_shared_cache_keeps_anything_from_behind_the_log_in(site: SiteTree, signed_in: SignedIn) -> None:
    responses = every_kind_of_response(signed_in)
    without_log_in = {"data without log-in", "log-in", "redirect to the log-in", "health"}

    for name, response in responses.items():
        if name not in without_log_in:
            assert "private" in response["Cache-Control"], name
            assert "public" not in response["Cache-Control"], name
    assert "no-store" in responses["log-in"]["Cache-Control"]


def test_no_cache_at_all_keeps_what_is_restricted(site: SiteTree, signed_in: SignedIn) -> None:
    page = ExplanationPageFactory()
    restrict(page, roles.SUPERVISOR)
    shut = make_collection()
    restriction = CollectionViewRestriction.objects.create(collection=shut, restriction_type="groups")
    restriction.groups.set(roles.Group.objects.filter(name=roles.SUPERVISOR))
    document = make_document("slegts.pdf", collection=shut)
    supervisor, employee = signed_in("vaditaja"), signed_in("darbinieks")

    for address in (page.url, document.url, f"/api/pages/{page.code}", f"/meklet/karte/{page.code}/"):
        shown = supervisor.get(address)
        assert shown.status_code == 200, address
        assert "no-store" in shown["Cache-Control"], address
        assert "private" in shown["Cache-Control"], address
    for address in (page.url, document.url):
        refused = employee.get(address)
        assert refused.status_code == 403, address
        assert "no-store" in refused["Cache-Control"], address
