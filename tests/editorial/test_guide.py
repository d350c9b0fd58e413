"""The editors' guide speaks of the interface as it is."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from kb.editorial.guide.chapters import CHAPTERS

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {chapter.slug: (ROOT / "templates" / chapter.template).read_text() for chapter in CHAPTERS}


def words_of_the_interface():
    """Everything the Latvian catalogue says, as a reader of the screen sees it: the first letter may be a capital."""
    found = set()
    for entry in polib.pofile(str(ROOT / "locale/lv/LC_MESSAGES/django.po")):
        found |= {text.lower() for text in (entry.msgstr, *entry.msgstr_plural.values())}
    return found


def test_every_interface_word_in_the_guide_is_in_the_interface():
    known = words_of_the_interface()
    named = {(slug, word) for slug, text in TEXTS.items() for word in re.findall("«(.+?)»", text)}
    assert len(named) > 50
    assert sorted((slug, word) for slug, word in named if word.lower() not in known) == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=[chapter.slug for chapter in CHAPTERS])
def test_a_chapter_is_short_and_its_picture_small(chapter):
    words = re.sub(r"<[^>]+>", " ", TEXTS[chapter.slug]).split()
    assert 60 < len(words) < 260
    if chapter.picture:
        picture = Path(settings.STATICFILES_DIRS[0]) / chapter.file
        assert picture.stat().st_size <= 80_000


def test_sentences_of_the_guide_are_short():
    for slug, text in TEXTS.items():
        plain = re.sub(r"<(?:/li|/p|/td|/th|/h2)>", ". ", text)
        sentences = re.split(r"(?<=[.!?:])\s", re.sub(r"<[^>]+>", " ", plain))
        assert [sentence for sentence in sentences if len(sentence.split()) > 25] == [], slug


def test_everybody_in_the_admin_finds_the_guide_and_all_its_chapters(site, signed_in):
    browser = signed_in("redaktors")
    contents = browser.get("/admin/rokasgramata/").content.decode()
    assert "/admin/rokasgramata/" in browser.get("/admin/").content.decode()
    for chapter in CHAPTERS:
        address = f"/admin/rokasgramata/{chapter.slug}/"
        assert address in contents
        assert chapter.title in browser.get(address).content.decode()
    assert signed_in("vaditaja").get("/admin/rokasgramata/").status_code == 200
    assert browser.get("/admin/rokasgramata/nav-tadas/").status_code == 404
