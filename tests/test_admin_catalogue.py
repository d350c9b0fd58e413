"""The admin speaks Latvian: Wagtail's strings are in its own catalogue or in the project's, whole and unharmed.

The project's catalogue marks what is not its own with an extracted comment, one of OTHER_PACKAGES.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import polib
import pytest
import wagtail
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.contrib.humanize.templatetags.humanize import intcomma, naturaltime
from django.template.defaultfilters import filesizeformat
from django.test import Client
from django.urls import reverse
from django.utils import formats, timezone, translation
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from tests.catalogue import OTHER_PACKAGES

WAGTAIL = Path(wagtail.__file__).parent
OURS = Path(__file__).resolve().parents[1] / "locale" / "lv" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
FORMS_OF_LATVIAN = [0, 1, 2]
SHARE = 0.98

PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")

Key = tuple[str | None, str]


@cache
def entries(domain: str, language: str) -> dict[Key, polib.POEntry]:
    """Wagtail's strings in a language, of all its apps together."""
    found: dict[Key, polib.POEntry] = {}
    for path in sorted(WAGTAIL.glob(f"**/locale/{language}/LC_MESSAGES/{domain}.po")):
        for entry in polib.pofile(str(path)):
            if not entry.obsolete:
                found.setdefault((entry.msgctxt, entry.msgid), entry)
    return found


@cache
def ours(domain: str) -> dict[Key, polib.POEntry]:
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(OURS / f"{domain}.po"))}


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def is_whole(entry: polib.POEntry) -> bool:
    """Translated, sure of it, and with the three forms of Latvian where there is a number."""
    counted = sorted(entry.msgstr_plural) == FORMS_OF_LATVIAN if entry.msgid_plural else True
    return counted and all(texts(entry)) and not entry.fuzzy


def harm(entry: polib.POEntry) -> list[str]:
    """What a translation lost or made up: placeholders, tags, spaces at the ends.

    The English singular often says «1 page», without a placeholder. The first Latvian form stands for 21 as well, so it
    needs the number of the English plural.
    """
    found = []
    singular, plural = (set(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural or entry.msgid))
    for position, text in enumerate(texts(entry)):
        allowed = [plural, singular] if position == 0 and singular else [plural]
        if set(PLACEHOLDER.findall(text)) not in allowed:
            found.append(f"placeholders: {text}")
        if sorted(TAG.findall(text)) != sorted(TAG.findall(entry.msgid_plural or entry.msgid)):
            found.append(f"tags: {text}")
        if (text[:1].isspace(), text[-1:].isspace()) != (entry.msgid[:1].isspace(), entry.msgid[-1:].isspace()):
            found.append(f"spaces: {text}")
    return found


def marked(domain: str) -> list[polib.POEntry]:
    return [entry for entry in ours(domain).values() if entry.comment in OTHER_PACKAGES]


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_admin_is_translated(domain: str) -> None:
    english = entries(domain, "en")
    latvian = {
        key for source in (entries(domain, "lv"), ours(domain)) for key, entry in source.items() if is_whole(entry)
    }
    missing = [text for context, text in english if (context, text) not in latvian]
    assert len(english) > {"django": 1500, "djangojs": 80}[domain]
    assert 1 - len(missing) / len(english) >= SHARE, missing


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_we_add_is_whole_and_unharmed(domain: str) -> None:
    assert marked(domain)
    assert [entry.msgid for entry in marked(domain) if not is_whole(entry)] == []
    assert [problem for entry in marked(domain) for problem in harm(entry)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_we_translate_nothing_that_wagtail_no_longer_says(domain: str) -> None:
    english = entries(domain, "en")
    assert [e.msgid for e in marked(domain) if e.comment == "wagtail" and (e.msgctxt, e.msgid) not in english] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_is_counted_we_say_ourselves(domain: str) -> None:
    """Wagtail's own Latvian has its plural forms in another order than its header says."""
    counted = {key for key, entry in entries(domain, "en").items() if entry.msgid_plural}
    assert counted
    assert counted - ours(domain).keys() == set()


def test_plurals_are_chosen_as_latvian_counts() -> None:
    for domain in DOMAINS:
        rule = polib.pofile(str(OURS / f"{domain}.po")).metadata["Plural-Forms"]
        assert rule == "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);"
    with translation.override("lv"):
        said = {n: translation.ngettext("1 page", "%(counter)s pages", n) % {"counter": n} for n in (0, 1, 2, 11, 21)}
    assert said == {0: "0 lapu", 1: "1 lapa", 2: "2 lapas", 11: "11 lapas", 21: "21 lapa"}


@pytest.mark.parametrize(
    ("english", "plural", "latvian"),
    [
        ("Delete %(title)s", "", ["Dzēst"]),
        ("Delete %(title)s", "", ["Dzēst: %(tilte)s"]),
        ("Locked by {user}", "", ["Slēdza {lietotājs}"]),
        ("<b>you</b>", "", ["<b>jūs"]),
        ("Locale: ", "", ["Lokalizācija:"]),
        ("1 page", "%(counter)s pages", ["1 lapa", "%(counter)s lapas", "%(counter)s lapu"]),
        ("1 page", "%(counter)s pages", ["%(counter)s lapa", "%(counter)s lapas", "lapu"]),
    ],
)
def test_a_harmed_translation_is_noticed(english: str, plural: str, latvian: list[str]) -> None:
    entry = polib.POEntry(msgid=english, msgid_plural=plural)
    if plural:
        entry.msgstr_plural = dict(enumerate(latvian))
    else:
        entry.msgstr = latvian[0]
    assert harm(entry)


@pytest.mark.parametrize(
    "entry",
    [
        polib.POEntry(msgid="Publish", msgstr=""),
        polib.POEntry(msgid="Publish", msgstr="Publicēt", flags=["fuzzy"]),
        polib.POEntry(msgid="1 page", msgid_plural="pages", msgstr_plural={0: "lapa", 1: "lapas"}),
        polib.POEntry(msgid="1 page", msgid_plural="pages", msgstr_plural={0: "lapa", 1: "", 2: "lapu"}),
    ],
)
def test_a_translation_that_is_not_whole_is_noticed(entry: polib.POEntry) -> None:
    assert not is_whole(entry)


def test_our_words_win_over_those_of_wagtail() -> None:
    with translation.override("lv"):
        assert [
            entry.msgid
            for entry in marked("django")
            if not entry.msgid_plural and translation.gettext(entry.msgid) != entry.msgstr
        ] == []


def test_the_browser_gets_our_words(signed_in: Callable[..., Client]) -> None:
    catalogue = signed_in("redaktors").get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    for entry in marked("djangojs"):
        for text in texts(entry):
            assert text.encode("unicode_escape").decode().replace("\\x", "\\u00") in catalogue, text


def test_dates_and_numbers_are_written_as_latvians_do() -> None:
    day = datetime(2026, 11, 25, 14, 5)
    with translation.override("lv"):
        assert formats.date_format(day, "DATE_FORMAT") == "2026. gada 25. novembris"
        assert formats.date_format(day, "SHORT_DATETIME_FORMAT") == "25.11.2026. 14:05"
        assert AdminDateInput().format_value(day.date()) == "25.11.2026."
        assert intcomma(12500.5) == "12\N{NARROW NO-BREAK SPACE}500,5"


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_the_date_fields_of_the_admin_take_what_they_show(language: str) -> None:
    moment = datetime(2026, 11, 25, 14, 5)
    with translation.override(language):
        assert forms.DateField().clean(AdminDateInput().format_value(moment.date())) == moment.date()
        taken = forms.DateTimeField().clean(AdminDateTimeInput().format_value(moment))
        assert timezone.make_naive(taken) == moment


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "tikko"), (1, "pirms 1 minūtes"), (3, "pirms 3 minūtēm"), (21, "pirms 21 minūtes"), (180, "pirms 3 stundām")],
)
def test_how_long_ago_stands_in_the_right_case(minutes: int, said: str) -> None:
    with translation.override("lv"):
        assert timesince_simple(timezone.now() - timedelta(minutes=minutes)).replace("\N{NO-BREAK SPACE}", " ") == said
        if minutes:
            assert naturaltime(timezone.now() - timedelta(minutes=minutes)).replace("\N{NO-BREAK SPACE}", " ") == said


def test_what_django_counts_is_right_too() -> None:
    with translation.override("lv"):
        assert [filesizeformat(size).replace("\N{NO-BREAK SPACE}", " ") for size in (1, 635, 21)] == [
            "1 baits",
            "635 baiti",
            "21 baits",
        ]
        assert MinimumLengthValidator(12).get_help_text() == "Parolē jābūt vismaz 12 rakstzīmēm."
