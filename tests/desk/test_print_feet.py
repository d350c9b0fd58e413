"""What every sheet of paper says of itself: version, date, until when it holds, and a QR code that leads back."""

from datetime import date

import pytest

from kb.content.choices import Kind
from tests.desk.reading import words
from tests.factories import ServicePageFactory, StandardSectionPageFactory, make_page, publish

pytestmark = pytest.mark.django_db


def foot(browser, url):
    html = browser.get(url).content.decode()
    return html[html.index('<div class="print-foot') : html.index("</body>")]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.STANDARD])
def test_a_page_of_every_type_leads_back_and_says_its_version_and_day(site, signed_in, kind):
    page = publish(make_page(kind))
    found = foot(signed_in(), page.url)
    assert 'class="qr"' in found
    text = words(found)
    assert f"{page.code}, 24.11.2026. redakcija" in text
    assert "Izdrukāts 24.11.2026." in text
    assert f"/lapa/{page.code}" in text


@pytest.mark.parametrize("verified", [date(2026, 1, 5), None])
def test_a_sheet_says_until_when_it_holds_verified_or_not(site, signed_in, verified):
    page = ServicePageFactory(verified_on=verified, review_by=date(2027, 3, 1))
    assert "Derīgs līdz 01.03.2027." in words(foot(signed_in(), page.url))


def test_the_standard_and_its_sections_lead_back_and_hold_with_their_version(site, signed_in):
    section = StandardSectionPageFactory()
    reader = signed_in()
    for page, address in ((section, f"/lapa/{section.code}"), (site.standard, site.standard.url.rstrip("/"))):
        found = foot(reader, page.url)
        assert 'class="qr"' in found
        assert address in words(found)
        assert "Derīgs, kamēr spēkā ir 1. versija." in words(found)
