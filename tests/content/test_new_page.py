"""What the form of a new page does for its editor."""

import re

from tests import factories


def test_the_address_of_a_new_page_follows_its_title(site, signed_in):
    parent = factories.ExplanationPageFactory().get_parent()
    html = signed_in("redaktors").get(f"/admin/pages/add/content/explanationpage/{parent.pk}/").content.decode()
    title = re.search(r'<input[^>]*name="title"[^>]*>', html)[0]
    assert "w-sync" in title and "#id_slug" in title
    assert 'name="slug"' in html
