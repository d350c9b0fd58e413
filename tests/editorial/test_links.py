"""Links within the site, exact from the database; links outside, asked seldom and never inside our own network."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry

from kb.editorial.checks.stored import check_waiting
from kb.editorial.links import background
from kb.editorial.links.acts import mark_checked
from kb.editorial.links.fetch import Answer, Checker, State, is_listed, is_public
from kb.editorial.links.inside import broken_inside
from kb.editorial.links.outside import ask_due, forget_unused, gather_addresses, remember
from kb.editorial.models import LinkHost, OutsideLink
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def page_with(html, **fields):
    body = [("text", {"text": f"<p>{html}</p>", "visibility": "client"})]
    page = factories.publish(factories.ExplanationPageFactory(body=body, **fields))
    check_waiting(60)
    return page


def problems():
    return [(link.target, link.problem) for link in broken_inside()]


# --- within the site ------------------------------------------------------------------------------------------


def test_links_that_work_are_not_listed(site):
    target = factories.publish(factories.ServicePageFactory(title="Līgums", code="P05"))
    document = factories.make_document()
    page_with(
        f'<a linktype="page" id="{target.pk}">x</a> <a href="/lapa/P05/">x</a> <a href="{target.url}">x</a>'
        f' <a linktype="document" id="{document.pk}">x</a> <a href="/termini/">x</a> <a href="/meklet/?q=x">x</a>'
        ' <a href="mailto:a@b.lv">x</a> <a href="tel:112">x</a> <a href="#soli">x</a> <a href="/">x</a>'
    )
    assert problems() == []


def test_a_link_is_broken_as_soon_as_its_page_is_unpublished_or_deleted(site):
    target = factories.publish(factories.ServicePageFactory(title="Līgums", code="P05"))
    page_with(f'<a linktype="page" id="{target.pk}">x</a> un <a href="/lapa/P05/#x">x</a>')
    target.unpublish()
    assert problems() == [("Līgums", "nav publicēta"), ("/lapa/P05/", "nav publicētas lapas ar šādu kodu")]
    target.delete()
    assert [problem for _target, problem in problems()] == ["dzēsta", "nav publicētas lapas ar šādu kodu"]


def test_a_chosen_page_that_is_withdrawn_is_listed(site):
    target = factories.ServicePageFactory(title="Līgums", valid_to=timezone.localdate() - timedelta(days=1))
    factories.publish(factories.ExplanationPageFactory(related=[("page", target)]))
    check_waiting(60)
    assert problems() == [("Līgums", "atsaukta")]


def test_a_link_to_a_page_that_not_everybody_may_open_is_listed(site):
    target = factories.publish(factories.ServicePageFactory(title="Slepens"))
    page_with(f'<a linktype="page" id="{target.pk}">x</a>')
    factories.restrict(target, "Vadītāji")
    assert problems() == [("Slepens", "pieejama tikai grupai")]


def test_an_address_typed_by_hand_breaks_when_the_page_moves_and_the_report_says_so(site):
    target = factories.publish(factories.ServicePageFactory(title="Līgums", slug="ligums"))
    page_with(f'<a href="{target.url}">x</a> <a href="/nav-tadas/">x</a>')
    old = target.url
    target.slug = "ligumi"
    factories.publish(target)
    Redirect.objects.get_or_create(old_path=old.rstrip("/"), defaults={"redirect_page": target})
    assert problems() == [
        (old.rstrip("/"), "ir pārcelta: adreses vietā izvēlieties lapu"),
        ("/nav-tadas", "tādas lapas nav"),
    ]


def test_a_link_to_a_row_that_the_section_does_not_have_is_listed(site):
    factories.StandardSectionPageFactory(code="B6", clauses=[factories.clause("B6a")])
    page_with('<a href="/lapa/B6/#B6a">x</a> <a href="/lapa/B6/#B6z">x</a>')
    assert problems() == [("B6 #B6z", "sadaļā nav tādas rindas")]


def test_a_document_that_is_gone_is_listed(site):
    document = factories.make_document()
    page_with(f'<a linktype="document" id="{document.pk}">x</a>')
    document.delete()
    assert [problem for _target, problem in problems()] == ["dzēsta"]


# --- outside --------------------------------------------------------------------------------------------------


class Answers(BaseHTTPRequestHandler):
    """A server that answers as the path says and remembers what it was asked."""

    asked: list[tuple[str, str]] = []

    def do_HEAD(self) -> None:
        self.asked.append((self.command, self.path))
        kind, _, rest = self.path.strip("/").partition("/")
        if kind == "tikai-get" and self.command == "HEAD":
            self.send_response(405)
        elif kind in {"301", "302"}:
            self.send_response(int(kind))
            self.send_header("Location", f"/{rest}" if not rest.startswith("http") else rest.replace(":/", "://", 1))
        else:
            self.send_response(int(kind) if kind.isdigit() else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server():
    Answers.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def checker():
    return Checker(frozenset({"localhost"}), private=True, timeout=2)


@pytest.mark.parametrize(
    "path, answer",
    [
        ("/labi", Answer(State.OK)),
        ("/tikai-get", Answer(State.OK)),
        ("/404", Answer(State.GONE, "404")),
        ("/410", Answer(State.GONE, "410")),
        ("/500", Answer(State.FAILED, "500")),
        ("/403", Answer(State.OK, "403")),
        ("/302/labi", Answer(State.OK)),
        ("/302/404", Answer(State.GONE, "404")),
    ],
)
def test_an_address_answers(server, checker, path, answer):
    assert checker.ask(server + path) == answer


def test_an_address_that_has_moved_for_good_says_where_to(server, checker):
    assert checker.ask(f"{server}/301/jauna") == Answer(State.MOVED, f"{server}/jauna")


def test_a_circle_of_redirects_ends(server, checker):
    assert checker.ask(f"{server}/302/302/302/302/302/302/302/labi").state == State.FAILED
    assert len(Answers.asked) < 10


def test_the_server_never_asks_its_own_network(server):
    """Neither directly, nor by a name that leads there, nor by a redirect; without the word it is refused unasked."""
    listed = Checker(frozenset({"localhost", "127.0.0.1"}))
    port = server.rsplit(":", 1)[1]
    for address in (server + "/labi", f"http://127.0.0.1:{port}/labi", "http://localhost/labi", "http://127.0.0.1/"):
        assert listed.ask(address).state == State.REFUSED
    assert Answers.asked == []


def test_a_redirect_to_a_host_that_is_not_listed_is_not_followed(server, checker):
    answer = checker.ask(f"{server}/302/http:/169.254.169.254/latest")
    assert answer == Answer(State.MOVED, "http://169.254.169.254/latest")


@pytest.mark.parametrize("address", ["ftp://localhost/", "http://user:x@localhost/", "file:///etc/passwd", "http://["])
def test_strange_addresses_are_refused(checker, address):
    assert checker.ask(address).state in {State.REFUSED, State.FAILED}


@pytest.mark.parametrize(
    "address, public",
    [
        ("8.8.8.8", True), ("10.0.0.1", False), ("127.0.0.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("224.0.0.1", False), ("::1", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("2606:4700::1111", True),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address, public):
    assert is_public(address) is public


def test_a_name_that_does_not_exist_is_silence(checker):
    assert Checker(frozenset({"nav.invalid"}), timeout=2).ask("http://nav.invalid/").state == State.SILENT


def test_only_listed_hosts_and_what_is_below_them_count():
    assert is_listed("www.likumi.lv", ["likumi.lv"]) and is_listed("likumi.lv", ["likumi.lv"])
    assert not is_listed("nelikumi.lv", ["likumi.lv"]) and not is_listed("likumi.lv.evil.com", ["likumi.lv"])


@pytest.mark.parametrize("typed", ["https://likumi.lv", "10.0.0.1", "likumi", "likumi.lv/ta", ""])
def test_a_host_is_a_name_alone(typed):
    with pytest.raises(ValidationError):
        LinkHost(host=typed).full_clean()


# --- when ------------------------------------------------------------------------------------------------------


class Silent(Checker):
    """Asks nobody: every address is gone."""

    def ask(self, address: str) -> Answer:
        return Answer(State.GONE, "404")


def test_addresses_of_pages_acts_and_institutions_are_taken_up_and_only_listed_hosts_are_asked(site):
    factories.LinkHostFactory(host="likumi.lv")
    page_with('<a href="https://likumi.lv/ta/id/1#p2">x</a> <a href="https://cits.lv/">x</a>')
    factories.LegalActFactory(url="https://www.likumi.lv/ta/id/2")
    factories.InstitutionFactory(web="ptac.gov.lv")
    gather_addresses()
    states = dict(OutsideLink.objects.values_list("address", "state"))
    assert states == {
        "https://likumi.lv/ta/id/1": "new",
        "https://www.likumi.lv/ta/id/2": "new",
        "https://cits.lv/": "unlisted",
        "https://ptac.gov.lv": "unlisted",
    }
    factories.LinkHostFactory(host="gov.lv")
    LinkHost.objects.filter(host="likumi.lv").delete()
    gather_addresses()
    assert set(OutsideLink.objects.exclude(state="unlisted").values_list("host", flat=True)) == {"ptac.gov.lv"}


def test_of_one_host_one_address_is_asked_at_a_time_and_few_in_all(site):
    hosts = [f"h{number}.lv" for number in range(8)]
    for host in hosts:
        factories.LinkHostFactory(host=host)
    page_with(" ".join(f'<a href="https://{host}/{n}">x</a>' for host in hosts for n in range(3)))
    gather_addresses()
    assert ask_due(Silent(frozenset(hosts))) == 5
    asked = list(OutsideLink.objects.exclude(state="new").values_list("host", flat=True))
    assert len(asked) == len(set(asked)) == 5


def test_what_fails_is_asked_less_and_less_often_and_keeps_its_first_day(site):
    link = OutsideLink(address="https://x.lv/", host="x.lv", due_at=timezone.now())
    link.save()
    now = timezone.now()
    waits = []
    for _try in range(6):
        remember(link, Answer(State.SILENT, "…"), now)
        waits.append(link.due_at - now)
        first = link.failing_since
        now += timedelta(days=1)
    hours = [wait.total_seconds() / 3600 for wait in waits]
    assert hours == [1, 6, 24, 48, 168, 168]
    assert first == timezone.localdate()
    remember(link, Answer(State.OK), now)
    assert link.failing_since is None and link.failures == 0 and link.due_at - now == timedelta(days=7)


def test_one_bad_answer_is_not_reported_yet_and_the_second_is(site, signed_in):
    factories.LinkHostFactory(host="likumi.lv")
    page = page_with('<a href="https://likumi.lv/ta/id/1">x</a>', title="Termiņi", code="E07")
    gather_addresses()
    browser = signed_in("redaktors")
    ask_due(Silent(frozenset()))
    assert "likumi.lv/ta" not in browser.get("/admin/reports/bojatas-saites/").content.decode()
    OutsideLink.objects.update(due_at=timezone.now())
    ask_due(Silent(frozenset()))
    html = browser.get("/admin/reports/bojatas-saites/").content.decode()
    assert "https://likumi.lv/ta/id/1" in html and "E07 Termiņi" in html and "Vairs nav atrodama: 404" in html
    assert f"/admin/pages/{page.pk}/edit/" in html
    csv = b"".join(browser.get("/admin/reports/bojatas-saites/?export=csv").streaming_content).decode()
    assert "E07 Termiņi" in csv


def test_addresses_that_nothing_links_to_are_forgotten(site):
    page = page_with('<a href="https://likumi.lv/ta/id/1">x</a>')
    gather_addresses()
    forget_unused()
    assert OutsideLink.objects.count() == 1
    page.unpublish()
    forget_unused()
    assert OutsideLink.objects.count() == 0


def test_the_worker_is_not_held_up_by_the_net(site, monkeypatch):
    """It starts one thread, and none while that one is still asking."""
    started = []
    monkeypatch.setattr(background.threading, "Thread", lambda **given: started.append(given) or threading.Event())
    monkeypatch.setattr(threading.Event, "start", lambda self: None, raising=False)
    factories.LinkHostFactory(host="likumi.lv")
    page_with('<a href="https://likumi.lv/ta/id/1">x</a>')
    try:
        background.ask_in_background()
        background.ask_in_background()
        assert len(started) == 1
    finally:
        background._running.release()


# --- legal acts -----------------------------------------------------------------------------------------------


def test_an_editor_marks_a_legal_act_as_checked_today_and_it_is_in_the_log(site, signed_in):
    act = factories.LegalActFactory(title="Iesniegumu likums")
    browser = signed_in("redaktors")
    html = browser.get("/admin/reports/tiesibu-akti/").content.decode()
    assert "Iesniegumu likums" in html and "Pārbaudīts šodien" in html
    answer = browser.post(f"/admin/reports/tiesibu-akti/{act.pk}/parbaudits/", follow=True)
    assert "atzīmēts kā šodien pārbaudīts" in answer.content.decode()
    act.refresh_from_db()
    assert act.checked_on == timezone.localdate()
    assert ModelLogEntry.objects.for_instance(act).filter(action="wagtail.edit").count() == 1


def test_who_may_not_change_legal_acts_may_not_mark_them(site, signed_in):
    act = factories.LegalActFactory(title="Iesniegumu likums")
    supervisor = signed_in("vaditaja")
    html = supervisor.get("/admin/reports/tiesibu-akti/").content.decode()
    assert "Iesniegumu likums" in html and "parbaudits/" not in html
    supervisor.post(f"/admin/reports/tiesibu-akti/{act.pk}/parbaudits/")
    act.refresh_from_db()
    assert act.checked_on is None
    with pytest.raises(PermissionDenied):
        mark_checked(act, supervisor.person)
