"""The frame of every page names what its reader may open, and nothing else; and it speaks the reader's language."""

import re

import pytest
from django.contrib.auth.models import Group, Permission

from kb.accounts import roles
from kb.content.choices import Kind
from kb.content.client_text import client_text
from kb.desk.reference import EMERGENCY_CODE, HOURS_CODE
from tests import factories
from tests.desk.reading import words
from tests.factories import (
    ContactPageFactory,
    ContactPointFactory,
    GuidedQuestionPageFactory,
    NoticeFactory,
    OpeningHoursFactory,
    ServicePageFactory,
    deadline,
)

pytestmark = pytest.mark.django_db
LATVIAN = re.compile(r"\w*[āčēģīķļņšūž]\w*", re.IGNORECASE)
#: What is said to be Latvian, and data that no reader meets.
OF_CONTENT = re.compile(r'<(\w+)[^>]* lang="lv"[^>]*>.*?</\1>|data-[\w-]+="[^"]*"', re.DOTALL)


@pytest.fixture
def closed(site):
    """A collection that the menu shows, for supervisors alone."""
    collection = site.collections[Kind.PHRASE]
    collection.title, collection.show_in_menus = "Slēgtās frāzes", True
    collection.save_revision().publish()
    factories.restrict(collection, roles.SUPERVISOR)
    return collection


def html(browser, address="/"):
    return browser.get(address).content.decode()


@pytest.mark.parametrize("first", ["vaditaja", "darbinieks"])
def test_the_menu_names_a_closed_collection_to_those_alone_who_may_open_it(closed, signed_in, first):
    browsers = {"vaditaja": signed_in("vaditaja"), "darbinieks": signed_in("darbinieks")}
    for role in (first, *(browsers.keys() - {first})):
        assert ("Slēgtās frāzes" in html(browsers[role])) is (role == "vaditaja")
        assert (closed.url in html(browsers[role], "/vardnica/")) is (role == "vaditaja")


def test_a_search_without_results_offers_no_closed_list(closed, signed_in, index):
    assert closed.url in html(signed_in("vaditaja"), "/meklet/?q=xyzzy")
    assert closed.url not in html(signed_in("darbinieks"), "/meklet/?q=xyzzy")


def test_a_notice_does_not_lead_to_a_page_that_its_reader_may_not_open(site, signed_in):
    hidden = factories.publish(ServicePageFactory(title="Slepenais plāns", slug="slepenais-plans"))
    factories.restrict(hidden, roles.SUPERVISOR)
    NoticeFactory(page=hidden, severity="urgent")
    NoticeFactory(page=hidden, emergency=True, title="Avārija")
    supervisor, employee = signed_in("vaditaja"), signed_in("darbinieks")
    for address in ("/", "/vardnica/", "/pazinojumi/"):
        assert hidden.url in html(supervisor, address)
        assert "slepenais-plans" not in html(employee, address)
    assert "Līdz plkst. 16" in html(employee)
    assert "Avārija" in html(employee)


def test_the_strip_and_the_hours_lead_to_no_closed_page(site, signed_in):
    ContactPointFactory(value="63627905", emergency_label="Siltumtīkli")
    OpeningHoursFactory()
    leak = factories.publish(GuidedQuestionPageFactory(code=EMERGENCY_CODE, slug="tek-vai-kup"))
    hours = factories.publish(ContactPageFactory(code=HOURS_CODE, slug="darba-laiki"))
    reader = signed_in()
    assert leak.url in html(reader) and hours.url in html(reader)
    for page in (leak, hours):
        factories.restrict(page, roles.SUPERVISOR)
    found = html(reader)
    assert leak.url not in found and hours.url not in found
    assert "63627905" in found


def test_the_changes_of_hours_are_in_the_menu_of_those_who_may_tick_them(site, signed_in):
    assert "/laika-izmainas/" in html(signed_in("vaditaja"))
    assert "/laika-izmainas/" not in html(signed_in("darbinieks"))
    Group.objects.get(name=roles.EDITOR).permissions.remove(Permission.objects.get(codename="add_hoursannounced"))
    editor = signed_in("redaktors")
    assert "/laika-izmainas/" not in html(editor)
    assert editor.get("/laika-izmainas/").status_code == 403


def test_a_text_for_the_client_names_no_closed_page(site):
    open_page, hidden = ServicePageFactory(title="Rēķina kopija"), ServicePageFactory(title="Slepenais plāns")
    rows = [("referral", {"when": "Ja vajag", "page": page, "unit": None}) for page in (open_page, hidden)]
    page = factories.publish(ServicePageFactory(refer_to=rows))
    factories.restrict(hidden, roles.SUPERVISOR)
    text = "\n".join(client_text(page, page.last_published_at.date()))
    assert "Ja vajag: Rēķina kopija" in text
    assert "Slepenais" not in text


# --- the language of the interface ------------------------------------------------------------------------------


def test_a_reader_chooses_english_and_goes_back_to_latvian(site, signed_in):
    reader = signed_in()
    page = factories.publish(ServicePageFactory(title="Plombēšana", short_answer="Plombēsim desmit dienu laikā."))
    assert '<html lang="lv">' in html(reader, page.url)
    there = reader.post("/valoda/", {"language": "en"}, headers={"referer": f"http://testserver{page.url}"})
    assert there["Location"] == f"http://testserver{page.url}"
    english = html(reader, page.url)
    assert '<html lang="en">' in english
    assert '<h1 lang="lv">Plombēšana' in english
    assert 'lang="lv"><p class="say__line">Plombēsim desmit dienu laikā.' in english
    reader.post("/valoda/", {"language": "lv"})
    latvian = html(reader, page.url)
    assert '<html lang="lv">' in latvian and latvian.count('lang="lv"') == 1


@pytest.mark.parametrize("language", ["de", "", "../../en"])
def test_a_language_that_is_not_offered_changes_nothing(site, signed_in, language):
    reader = signed_in()
    reader.post("/valoda/", {"language": language})
    assert '<html lang="lv">' in html(reader)


def test_what_the_browser_prefers_is_no_choice(site, signed_in):
    reader = signed_in()
    assert '<html lang="lv">' in reader.get("/", headers={"accept-language": "en,de;q=0.5"}).content.decode()


def test_the_choice_leads_to_no_other_site(site, signed_in):
    there = signed_in().post("/valoda/", {"language": "en", "next": "https://example.org/"})
    assert there["Location"] == "/"


@pytest.mark.parametrize("kind", list(Kind))
def test_no_word_of_the_interface_is_latvian_in_english(site, signed_in, kind):
    """Content of this test has no letter that English lacks: what is left with one comes from the interface."""
    page = factories.publish(factories.make_page(kind, title="Lapa", short_answer="Atbilde.", client_words="vards"))
    reader = signed_in()
    reader.cookies["django_language"] = "en"
    assert not LATVIAN.findall(re.sub(OF_CONTENT, "", html(reader, page.url)))


def test_dates_and_weekdays_follow_the_interface_and_sentences_do_not(site, signed_in):
    page = factories.publish(ServicePageFactory(short_answer="Atbildēsim līdz {termiņš}.", deadlines=[deadline(10)]))
    reader = signed_in()
    reader.cookies["django_language"] = "en"
    found = words(html(reader, page.url))
    assert "8 Dec 2026 Tuesday" in found
    assert "Atbildēsim līdz otrdienai, 8. decembrim." in found
