"""A snippet in use is not deleted without being shown where it is used, and a draft opens even where it is gone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page

from kb.content import models
from kb.content.choices import Channel
from kb.content.drafts.uses import draft_uses
from kb.content.scheduling import publish_due
from tests.factories import (
    ContactPointFactory,
    ExplanationPageFactory,
    InstitutionFactory,
    LegalActFactory,
    OpeningHoursFactory,
    ReferralPageFactory,
    ServicePageFactory,
    UnitFactory,
    channel,
    deadline,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(site: Any, signed_in: Any) -> Client:
    browser: Client = signed_in("redaktors")
    return browser


def one(thing: Any, action: str = "delete") -> str:
    return f"/admin/snippets/content/{thing._meta.model_name}/{action}/{thing.pk}/"


def several(*things: Any) -> str:
    ids = "&".join(f"id={thing.pk}" for thing in things)
    name = things[0]._meta.model_name
    return f"/admin/bulk/content/{name}/delete/?next=/admin/snippets/content/{name}/&{ids}"


def edit_address(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def exists(thing: Any) -> bool:
    return bool(type(thing).objects.filter(pk=thing.pk).exists())


def draft_of(page: Any, **fields: Any) -> Any:
    """``page`` is published; what is changed here stands only in its latest draft."""
    page = publish(page)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    return type(page).objects.get(pk=page.pk)


def scheduled(page: Any, **fields: Any) -> Any:
    page = publish(page)
    for name, value in fields.items():
        setattr(page, name, value)
    page.go_live_at = timezone.now() + timedelta(days=3)
    page.save_revision(approved_go_live_at=page.go_live_at)
    return type(page).objects.get(pk=page.pk)


def owned_in_a_draft() -> tuple[Any, Any]:
    unit = UnitFactory(name="Jaunā daļa")
    return unit, draft_of(ExplanationPageFactory(title="Rēķina rindas"), owner_unit=unit)


def decided_in_a_draft() -> tuple[Any, Any]:
    unit = UnitFactory(name="Jaunā daļa")
    return unit, draft_of(ServicePageFactory(title="Plombēšana"), decides_unit=unit)


def referred_to_in_a_draft() -> tuple[Any, Any]:
    unit = UnitFactory(name="Jaunā daļa")
    stream = [("referral", {"when": "Ja vajag", "page": None, "unit": unit})]
    return unit, draft_of(ServicePageFactory(title="Plombēšana"), refer_to=stream)


def institution_in_a_draft() -> tuple[Any, Any]:
    institution = InstitutionFactory(name="Jaunā iestāde")
    return institution, draft_of(ReferralPageFactory(title="Pabalsti"), institution=institution)


def act_of_a_deadline_in_a_draft() -> tuple[Any, Any]:
    act = LegalActFactory(title="Jaunais likums")
    return act, draft_of(ServicePageFactory(title="Plombēšana"), deadlines=[deadline(5, "days", legal_act=act)])


def contact_of_a_channel_in_a_draft() -> tuple[Any, Any]:
    contact = ContactPointFactory(label="Jaunais tālrunis")
    return contact, draft_of(
        ServicePageFactory(title="Plombēšana"), channels=[channel(Channel.PHONE, contact=contact, how="zvanot")]
    )


def owned_when_its_time_comes() -> tuple[Any, Any]:
    unit = UnitFactory(name="Jaunā daļa")
    return unit, scheduled(ExplanationPageFactory(title="Rēķina rindas"), owner_unit=unit)


USES = [
    owned_in_a_draft,
    decided_in_a_draft,
    referred_to_in_a_draft,
    institution_in_a_draft,
    act_of_a_deadline_in_a_draft,
    contact_of_a_channel_in_a_draft,
    owned_when_its_time_comes,
]


@pytest.mark.parametrize("make", USES)
def test_what_stands_in_an_unpublished_version_is_shown_there_and_stays(editor: Client, make: Any) -> None:
    thing, page = make()
    asked = editor.get(one(thing))
    assert asked.status_code == 200
    for answer in (asked, editor.post(one(thing))):
        html = answer.content.decode()
        assert "Nekas nav dzēsts." in html
        assert edit_address(page) in html
        assert escape(page.title) in html
    assert answer.status_code == 409
    assert exists(thing)


@pytest.mark.parametrize("make", USES)
def test_the_same_holds_where_several_are_deleted_at_once(editor: Client, make: Any) -> None:
    thing, page = make()
    free = type(thing).objects.get(pk=thing.pk)
    free.pk, free.key = None, "cits"
    free.save()
    html = editor.get(several(free, thing)).content.decode()
    assert edit_address(page) in html
    assert str(thing) in html
    answer = editor.post(several(free, thing))
    assert answer.status_code == 409
    assert exists(thing)
    assert exists(free)


def test_a_scheduled_version_is_named_with_its_time(editor: Client) -> None:
    unit, page = owned_when_its_time_comes()
    when = timezone.localtime(page.go_live_at)
    html = editor.get(one(unit)).content.decode()
    assert "ieplānota" in html
    assert f"{when:%H:%M}" in html


def test_a_scheduled_version_counts_even_after_a_later_draft_without_it(editor: Client) -> None:
    unit, page = owned_when_its_time_comes()
    page = page.get_latest_revision_as_object()
    page.owner_unit = UnitFactory()
    page.save_revision()
    assert editor.post(one(unit)).status_code == 409
    assert exists(unit)


def test_when_the_draft_has_another_choice_it_can_be_deleted(editor: Client) -> None:
    unit, page = owned_in_a_draft()
    page = page.get_latest_revision_as_object()
    page.owner_unit = UnitFactory()
    page.save_revision()
    assert draft_uses([unit]) == []
    assert editor.post(one(unit)).status_code == 302
    assert not exists(unit)


def test_the_version_of_a_page_that_somebody_deletes_at_this_moment_is_passed_over(site: Any) -> None:
    unit = UnitFactory()
    page = ExplanationPageFactory(owner_unit=unit)
    version = page.save_revision()
    version.pk, version.object_id, version.approved_go_live_at = None, "999999", timezone.now()
    version.save(force_insert=True)
    assert [use.page.pk for use in draft_uses([unit])] == [page.pk]


def test_who_may_not_edit_the_page_reads_its_title_without_a_link(site: Any, signed_in: Any) -> None:
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission

    unit, page = owned_in_a_draft()
    browser = signed_in("vaditaja")
    browser.person.groups.get(name="Vadītāji").permissions.add(Permission.objects.get(codename="delete_unit"))
    assert not GroupPagePermission.objects.filter(group__in=Group.objects.filter(user=browser.person)).exists()
    html = browser.get(one(unit)).content.decode()
    assert escape(page.title) in html
    assert edit_address(page) not in html


def test_what_saved_pages_use_is_shown_and_kept_as_ever(editor: Client) -> None:
    unit = UnitFactory()
    publish(ExplanationPageFactory(owner_unit=unit))
    html = editor.get(one(unit)).content.decode()
    assert "Nekas nav dzēsts." not in html
    assert one(unit, "usage") in html
    editor.post(one(unit))
    assert exists(unit)


def test_what_both_saved_pages_and_drafts_use_leads_to_either(editor: Client) -> None:
    unit, page = owned_in_a_draft()
    publish(ExplanationPageFactory(owner_unit=unit))
    html = editor.get(one(unit)).content.decode()
    assert edit_address(page) in html
    assert one(unit, "usage") in html


def test_what_nothing_uses_is_deleted_alone_and_with_others(editor: Client) -> None:
    first, second, third = (OpeningHoursFactory() for _ in range(3))
    assert editor.post(one(first)).status_code == 302
    assert editor.post(several(second, third)).status_code == 302
    assert not models.OpeningHours.objects.exists()


# --- gone all the same ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", USES)
def test_a_draft_opens_with_an_empty_choice_where_a_script_deleted_what_it_names(editor: Client, make: Any) -> None:
    thing, page = make()
    name, pk = str(thing), thing.pk
    type(thing).objects.filter(pk=pk).delete()
    answer = editor.get(edit_address(page))
    assert answer.status_code == 200
    assert name not in answer.content.decode()
    for address in (f"/admin/pages/{page.pk}/view_draft/", f"/admin/pages/{page.pk}/history/"):
        assert editor.get(address).status_code == 200


def test_the_rest_of_such_a_draft_is_as_it_was(site: Any) -> None:
    contact, page = contact_of_a_channel_in_a_draft()
    owner = page.owner_unit
    contact.delete()
    version = page.get_latest_revision_as_object()
    assert version.owner_unit == owner
    assert [(row.channel, row.how, row.contact) for row in version.channels.all()] == [(Channel.PHONE, "zvanot", None)]


def test_a_scheduled_version_without_its_owner_is_not_published_and_says_why(site: Any, caplog: Any) -> None:
    unit, page = owned_when_its_time_comes()
    unit.delete()
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content = revision.content | {"go_live_at": None}
    revision.save()
    publish_due()
    assert "needs an owner" in caplog.text or "vajag atbildīgo" in caplog.text
