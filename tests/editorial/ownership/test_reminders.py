"""One mail a week with the pages to check, where the site sends mail."""

from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.utils import timezone

from kb.editorial.choices import GapKind
from kb.editorial.models import Gap, ReviewReminder
from kb.editorial.ownership import reminders
from kb.editorial.ownership.reminders import remind
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def server(settings):
    settings.EMAIL_HOST = "mail.example"
    settings.WAGTAILADMIN_BASE_URL = "https://zinasanas.example"


@pytest.fixture
def owner(site):
    return factories.make_user("redaktors", email="anna@example.lv")


@pytest.fixture
def page(owner):
    return ServicePageFactory(title="Parādi & grafiki", code="P11", content_owner=owner, review_by=date(2026, 11, 20))


def test_an_owner_gets_one_mail_a_week_with_what_is_due(page, owner, mailoutbox, clock):
    ServicePageFactory(title="Drīz", code="P12", content_owner=owner, review_by=date(2026, 12, 1))
    ServicePageFactory(title="Kārtībā", content_owner=owner)
    Gap.objects.create(kind=GapKind.CHECK, subject="check:1", text="x", page=page, times=3, due_on=date(2026, 12, 1))
    remind()
    remind()
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["anna@example.lv"], "Jāpārbauda 2 lapas, 1 nokavēta")
    assert "P11 Parādi & grafiki – nokavēta kopš 20.11.2026." in mail.body
    assert "P12 Drīz – līdz 01.12.2026." in mail.body
    assert "P11 Parādi & grafiki – lasītāji lūguši: 3" in mail.body
    assert "https://zinasanas.example/lapa/P11/" in mail.body
    assert "Kārtībā" not in mail.body
    assert not mail.alternatives
    clock.shift(timedelta(days=7))
    remind()
    assert len(mailoutbox) == 2


def test_nothing_is_sent_where_no_server_is_named(page, mailoutbox, settings):
    settings.EMAIL_HOST = ""
    remind()
    assert not mailoutbox
    assert not ReviewReminder.objects.exists()


def test_nobody_is_written_to_about_nothing_or_without_an_address(page, mailoutbox):
    factories.make_user("apstiprinatajs", email="cits@example.lv")
    page.content_owner.email = ""
    page.content_owner.save()
    remind()
    assert not mailoutbox


def test_of_two_workers_at_once_one_sends(page, owner, mailoutbox, monkeypatch):
    send = reminders.send_mail

    def slow(*args):
        remind()  # the other worker, while this one is sending
        send(*args)

    monkeypatch.setattr(reminders, "send_mail", slow)
    remind()
    assert len(mailoutbox) == 1


def test_a_mail_that_a_worker_died_of_is_sent_in_a_later_night(page, owner, mailoutbox, clock):
    ReviewReminder.objects.create(person=owner, week=date(2026, 11, 23), claimed_at=timezone.now())
    remind()
    assert not mailoutbox
    clock.shift(timedelta(days=1))
    remind()
    remind()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("fault", [OSError("no server"), SMTPRecipientsRefused({})])
def test_a_mail_that_was_refused_is_tried_again_and_holds_up_nobody_but_where_there_is_no_server(
    page, owner, mailoutbox, monkeypatch, fault
):
    other = factories.make_user("apstiprinatajs", email="berta@example.lv")
    ServicePageFactory(content_owner=other, review_by=date(2026, 11, 20))
    send = reminders.send_mail

    def refuse(subject, text, sender, to):
        if to == ["anna@example.lv"]:
            raise fault
        send(subject, text, sender, to)

    monkeypatch.setattr(reminders, "send_mail", refuse)
    remind()
    assert len(mailoutbox) == (0 if isinstance(fault, OSError) and not isinstance(fault, SMTPRecipientsRefused) else 1)
    monkeypatch.setattr(reminders, "send_mail", send)
    remind()
    assert sorted(mail.to[0] for mail in mailoutbox) == ["anna@example.lv", "berta@example.lv"]
