"""Terms of the glossary: marked in running text without changing it, and listed on a page of their own."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.content.choices import Visibility
from kb.desk.glossary import latvian_order
from kb.desk.terms import Form, Passage, forms
from tests.desk.reading import main_of, screen_of, words
from tests.factories import (
    ExplanationPageFactory,
    GlossaryTermFactory,
    ReferralPageFactory,
    ServicePageFactory,
    StandardSectionPageFactory,
    UnitFactory,
    clause,
)

pytestmark = pytest.mark.django_db
PANEL = re.compile(r'<span class="term__panel".*?</span></span>', re.S)
MARK = re.compile(r'</?dfn[^>]*>|<span class="term">')
WORD = re.compile(r"<dfn[^>]*>(.*?)</dfn>")


def unmarked(html):
    """The HTML without what marking adds; the closing tag of a term is the one after its panel."""
    return MARK.sub("", PANEL.sub("", html))


def marked(html, passage=None):
    """The words that are marked."""
    return WORD.findall((passage or Passage("t")).mark(SafeString(html)))


@pytest.fixture
def terms(site):
    GlossaryTermFactory(term="Siltummezgls", aliases="ISM\nindividuālais siltummezgls", plain="Iekārta mājas pagrabā.")
    GlossaryTermFactory(term="Kārta", plain="Reize pēc kārtas.")
    GlossaryTermFactory(term="Piederības robeža", plain="Vieta, līdz kurai atbildam mēs.")
    GlossaryTermFactory(term="E-rēķins", plain="Rēķins internetbankā.")
    GlossaryTermFactory(term="Abonents", plain="Klients ar līgumu.")
    GlossaryTermFactory(term="Personu apliecinošs dokuments", aliases="pase", plain="Pase vai eID karte.")
    UnitFactory(name="Abonentu daļa")


# --- which words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["siltummezgls", "Siltummezglu", "siltummezglam", "siltummezglos", "siltummezgļiem"])
def test_a_term_is_known_in_every_case(terms, word):
    assert marked(f"Pārbauda {word} pagrabā.") == [word]


@pytest.mark.parametrize("word", ["karte", "karti", "Karta", "siltums", "mezgls", "ism"])
def test_another_word_is_no_term(terms, word):
    assert marked(f"Te ir {word}.") == []


def test_an_abbreviation_is_known_as_it_is_written(terms):
    assert marked("Mājas ISM.") == ["ISM"]


def test_the_longest_name_is_marked_and_over_a_space_that_does_not_break_too(terms):
    assert marked("individuālajam siltummezglam") == ["individuālajam siltummezglam"]
    assert marked("aiz piederības\u00a0robežas") == ["piederības\u00a0robežas"]
    assert marked("piederības, robežas") == []


def test_a_word_with_a_hyphen_is_one_word(terms):
    assert marked('<span class="nb">e-rēķinu</span> sūtām') == ["e-rēķinu"]


def test_once_in_a_passage_and_again_in_the_next(terms):
    passage = Passage("a")
    assert marked("Siltummezgls un siltummezgls.", passage) == ["Siltummezgls"]
    assert marked("Vēl siltummezgls.", passage) == []
    assert marked("Vēl siltummezgls.", Passage("b")) == ["siltummezgls"]


def test_the_name_of_a_unit_is_no_term(terms):
    assert marked("Abonentu daļā palīdzēs abonentam.") == ["abonentam"]


def test_a_word_that_its_explanation_repeats_is_not_explained(terms):
    assert marked("Vajag pasi un personu apliecinošu dokumentu.") == ["personu apliecinošu dokumentu"]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/siltummezgls/">siltummezgls</a>',
        "<a href='#'><b>liels siltummezgls</b></a>",
        "<h2>Siltummezgls</h2>",
        "<button>siltummezgls</button>",
        '<span class="visually-hidden">siltummezgls</span>',
        '<span class="sample-value">siltummezgls</span>',
        '<img alt="siltummezgls">',
    ],
)
def test_links_headings_buttons_and_attributes_are_left_alone(terms, html):
    assert Passage("t").mark(SafeString(html)) == html
    assert marked(f"{html} un siltummezgls") == ["siltummezgls"]


# --- the text does not change -----------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        *("siltummezgls", "Siltummezglu ", "ISM", " piederības\u00a0robeža", "e-rēķins", "kārta ", " &amp; "),
        *("<b>", "</b>", "<p>", "</p>", "<br>", '<a href="/x?a=1&amp;b=2">', "</a>", "<h2>", "</h2>", " ", "\n"),
        *('<span class="nb">', "</span>", '<span class="sample-value">', "siltums 10 darbdienas ", "Abonentu daļa"),
        *("&lt;b&gt;", "„", "”", ". "),
    ]
)


@given(st.lists(_PIECES | st.text(st.characters(exclude_characters="<>&"), max_size=6), max_size=30))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_marking_adds_elements_and_changes_nothing_else(terms, pieces):
    html = SafeString("".join(pieces))
    result = Passage("t").mark(html)
    assert unmarked(result) == html
    assert Passage("t").mark(SafeString(unmarked(result))) == result


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_whatever_an_editor_writes_into_an_explanation_stays_text(text):
    form = Form(("tarifs",), ("tarif",), False, 1, text, text)
    result = Passage("t", known={"tarif": (form,)}).mark(SafeString("Mūsu tarifs."))
    assert unescape(re.search(r"<b>(.*?)</b>", result, re.S)[1]) == text
    assert unmarked(result) == "Mūsu tarifs."


# --- pages ------------------------------------------------------------------------------------------------------


def body(text):
    return [("text", {"text": f"<p>{text}</p>", "visibility": Visibility.CLIENT})]


def test_a_page_explains_its_terms_and_says_the_same(terms, signed_in):
    page = ExplanationPageFactory(short_answer="Siltummezgls ir mājas.", body=body("Siltummezgls ir pagrabā."))
    html = main_of(signed_in(), page)
    assert WORD.findall(html) == ["Siltummezgls"]
    assert "Iekārta mājas pagrabā." in html
    assert "Siltummezgls ir pagrabā." in words(unmarked(html))
    panel = html[html.index('<section class="say') :]
    assert "<dfn" not in panel[: panel.index("</section>")], "the sentence to say is left alone"


def test_each_description_belongs_to_one_word(terms, signed_in):
    page = ServicePageFactory(
        steps=[("step", {"text": f"<p>Siltummezgls {number}.</p>", "sample": False}) for number in range(3)],
        faq=[("qa", {"question": "Kas ir siltummezgls?", "answer": "<p>Siltummezgls ir ISM.</p>", "page": None})] * 2,
    )
    html = main_of(signed_in(), page)
    described, ids = re.findall(r'aria-describedby="(term-[^"]+)"', html), re.findall(r'id="(term-[^"]+)"', html)
    assert described == ids
    assert len(ids) == len(set(ids)) == 3, "one for the steps, one for each answer"


def test_the_binding_text_of_the_standard_is_left_alone(terms, signed_in):
    page = StandardSectionPageFactory(clauses=[clause(text="Siltummezgls.", practice="Siltummezgls darbā.")])
    html = main_of(signed_in(), page)
    binding = html[html.index("doc__binding") : html.index("</div>", html.index("doc__binding"))]
    assert "<dfn" not in binding
    assert WORD.findall(html) == ["Siltummezgls"]


def test_a_referral_explains_what_it_is_competent_for(terms, signed_in):
    page = ReferralPageFactory(competent=[("item", {"text": "Siltummezgla apkope"})])
    assert WORD.findall(main_of(signed_in(), page)) == ["Siltummezgla"]


def test_copied_texts_and_data_have_no_marks(terms, signed_in):
    page = ServicePageFactory(
        short_answer="Siltummezgls ir mājas.",
        documents=[("document", {"kind": "other", "text": "Siltummezgla plāns", "detail": "", "sample": False})],
    )
    reader = signed_in()
    texts = [part for copy in screen_of(reader, page).say.copy for part in (copy.text, copy.html)]
    assert "Siltummezgls ir mājas." in texts[0]
    assert WORD.findall(main_of(reader, page)) == ["Siltummezgla"]
    assert not [text for text in texts if "term__" in text or "Iekārta" in text]
    assert "Iekārta" not in reader.get(f"/api/pages/{page.code}").content.decode()


def test_a_changed_explanation_is_seen_with_the_next_request(terms, signed_in):
    page = ExplanationPageFactory(body=body("Siltummezgls ir pagrabā."))
    reader = signed_in()
    main_of(reader, page)
    row = GlossaryTermFactory._meta.model.objects.get(term="Siltummezgls")
    row.plain = "Jauns skaidrojums."
    row.save()
    assert "Jauns skaidrojums." in main_of(reader, page)


def test_the_glossary_is_read_with_one_query_for_each_version_of_the_content(terms, django_assert_num_queries):
    with django_assert_num_queries(1):
        forms(1)
        Passage("t", forms(1)).mark(SafeString("Siltummezgls"))


def test_without_terms_nothing_is_marked(site):
    UnitFactory(name="Abonentu daļa")
    assert Passage("t").mark(SafeString("Abonentu daļa")) == "Abonentu daļa"


# --- the list ---------------------------------------------------------------------------------------------------


def test_the_glossary_lists_every_term_in_latvian_order(site, signed_in):
    for term in ("Zīme", "Čaula", "Cena", "Ēkas ievads", "Ekoloģija", "Šķirne", "Siltums"):
        GlossaryTermFactory(term=term)
    html = signed_in().get("/vardnica/").content.decode()
    found = re.findall(r'<th scope="row">(.*?)</th>', html)
    assert found == ["Cena", "Čaula", "Ēkas ievads", "Ekoloģija", "Siltums", "Šķirne", "Zīme"]


def test_the_length_of_a_vowel_decides_between_equals_alone():
    assert sorted(["kārta", "karte", "karta", "e-rēķins"], key=latvian_order) == ["e-rēķins", "karta", "kārta", "karte"]


def test_other_names_are_words_of_their_own(terms, signed_in):
    row = GlossaryTermFactory(term="Tarifs", aliases="tarifa\ntarifu\ncena par MWh")
    html = signed_in().get("/vardnica/").content.decode()
    assert "cena par MWh" in html
    assert "tarifu" not in html
    assert row.term in html


def test_an_empty_glossary_says_so():
    assert "Šeit vēl nekā nav" in render_to_string("desk/glossary.html", {"terms": []})
