"""Invented pages: as many as asked for, the same for the same seed, sound enough for search and editor."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.fields import StreamField
from wagtail.models import Page

from kb.content.documents import search_document
from kb.content.loading.loader import load_sample
from kb.content.models import ContentVersion, KnowledgePage
from kb.content.models.base import next_code
from kb.content.synthetic.words import LEMMAS
from tests.content.small_sample import write_small_sample

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 1)


@pytest.fixture
def _loaded(new_site: None, tmp_path: Path) -> None:
    load_sample(write_small_sample(tmp_path / "sample"))


def generate(number: int, seed: int = 1) -> str:
    out = StringIO()
    call_command("generate_pages", number, seed=seed, stdout=out)
    return out.getvalue()


def invented() -> list[KnowledgePage]:
    return [page.specific for page in KnowledgePage.objects.filter(code__regex=r"^[A-Z]\d{4}$").order_by("code")]


def texts() -> list[tuple[str, str, str, str]]:
    return [(page.title, page.short_answer, page.client_words, "\n".join(page.index_body(DAY))) for page in invented()]


@pytest.mark.usefixtures("_loaded")
def test_pages_are_live_samples_with_owner_and_review_date() -> None:
    assert "40 pages created" in generate(40)
    pages = invented()
    assert len(pages) == 40
    for page in pages:
        assert page.live
        assert page.sample
        assert page.owner_unit
        assert page.review_by
        assert 3 <= len(page.title.split()) <= 5
        assert len(page.client_word_list) == 3
        assert not page.publish_errors()
    assert {page.kind for page in pages} == {"explanation", "service", "phrase"}


@pytest.mark.usefixtures("_loaded")
def test_pages_satisfy_the_editor_and_the_tree() -> None:
    generate(40)
    for page in invented():
        page.full_clean()
        for column in page._meta.get_fields():
            if isinstance(column, StreamField):
                column.stream_block.clean(getattr(page, column.name))
    assert Page.find_problems() == ([], [], [], [], [])
    page = invented()[0]
    page.save_revision().publish()


@pytest.mark.usefixtures("_loaded")
def test_pages_have_about_three_hundred_words() -> None:
    generate(60)
    for page in invented():
        document = search_document(page, DAY)
        assert document is not None
        text = " ".join([document.title, document.short_answer, *document.client_words, document.body])
        assert 200 <= len(text.split()) <= 400, (page.code, len(text.split()))


@pytest.mark.usefixtures("_loaded")
def test_the_same_seed_gives_the_same_texts_and_another_one_others() -> None:
    generate(12, seed=5)
    first = texts()
    for page in invented():
        page.delete()
    generate(12, seed=5)
    assert texts() == first
    for page in invented():
        page.delete()
    generate(12, seed=6)
    assert texts() != first


@pytest.mark.usefixtures("_loaded")
def test_codes_go_on_where_they_ended_and_never_meet_those_of_the_content() -> None:
    before = set(KnowledgePage.objects.values_list("code", flat=True))
    generate(10)
    generate(10)
    codes = [page.code for page in invented()]
    assert len(codes) == len(set(codes)) == 20
    assert not before & set(codes)
    assert min(int(code[1:]) for code in codes) == 1001
    assert len(next_code("P")) <= 5


@pytest.mark.usefixtures("_loaded")
def test_readers_caches_hear_of_the_new_pages() -> None:
    before = ContentVersion.current()
    generate(3)
    assert ContentVersion.current() > before


@pytest.mark.usefixtures("_loaded")
def test_loading_the_sample_again_does_not_touch_invented_pages(tmp_path: Path) -> None:
    generate(5)
    before = texts()
    load_sample(tmp_path / "sample")
    assert texts() == before


@pytest.mark.usefixtures("new_site")
def test_without_the_sample_the_command_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="run load_sample first"):
        generate(1)


@pytest.mark.usefixtures("_loaded")
def test_the_number_of_pages_must_be_positive() -> None:
    with pytest.raises(CommandError, match="at least 1"):
        generate(0)


def test_the_vocabulary_has_about_four_hundred_lemmas_each_once() -> None:
    lemmas = [lemma for text in LEMMAS.values() for lemma in text.split()]
    assert len(lemmas) == len(set(lemmas))
    assert 380 <= len(lemmas) <= 440
