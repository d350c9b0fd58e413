"""Restrictions as lists and links know them, and linked pages read together."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from kb.accounts import roles
from kb.content.access import EVERYBODY, closed_paths, is_closed, opens, tokens_of
from kb.content.choices import Kind
from kb.content.linked import linked, read, together
from tests import factories
from tests.factories import CollectionPageFactory, ServicePageFactory, make_user

pytestmark = pytest.mark.django_db


def token(name):
    return f"g:{Group.objects.get(name=name).pk}"


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def test_what_nobody_restricted_is_open(site):
    page = ServicePageFactory()
    assert closed_paths() == ()
    assert opens(page.path, EVERYBODY)
    assert not is_closed(page.path)


def test_a_group_opens_what_it_may_and_all_below(site):
    page = ServicePageFactory()
    factories.restrict(site.collections[Kind.SERVICE], roles.SUPERVISOR, roles.EDITOR)
    assert is_closed(page.path)
    assert opens(page.path, frozenset({token(roles.EDITOR)}))
    assert not opens(page.path, frozenset({token(roles.EMPLOYEE)}))
    assert opens(page.path, None)


def test_each_of_two_restrictions_must_be_opened(site):
    page = ServicePageFactory()
    factories.restrict(site.collections[Kind.SERVICE], roles.SUPERVISOR)
    factories.restrict(page, roles.EDITOR)
    both = frozenset({token(roles.SUPERVISOR), token(roles.EDITOR)})
    assert opens(page.path, both)
    assert not any(opens(page.path, frozenset({one})) for one in both)


def test_a_password_opens_to_nobody_and_a_log_in_closes_nothing(site):
    secret, shared = ServicePageFactory(), ServicePageFactory()
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.PASSWORD, password="vārti")
    PageViewRestriction.objects.create(page=shared, restriction_type=PageViewRestriction.LOGIN)
    assert not opens(secret.path, frozenset({token(roles.ADMINISTRATOR)}))
    assert not is_closed(shared.path)


def test_a_change_of_the_groups_is_known_at_once(site):
    page = ServicePageFactory()
    restriction = factories.restrict(page, roles.SUPERVISOR)
    assert not opens(page.path, frozenset({token(roles.EDITOR)}))
    restriction.groups.add(Group.objects.get(name=roles.EDITOR))
    assert opens(page.path, frozenset({token(roles.EDITOR)}))
    restriction.delete()
    assert closed_paths() == ()


def test_a_neighbour_of_a_closed_page_is_not_closed(site):
    closed, neighbour = CollectionPageFactory(title="A", slug="a"), CollectionPageFactory(title="B", slug="b")
    factories.restrict(closed, roles.SUPERVISOR)
    assert not is_closed(neighbour.path)


def test_a_user_brings_the_tokens_of_his_groups_and_a_superuser_needs_none(site):
    assert tokens_of(make_user("redaktors")) == {token(roles.EMPLOYEE), token(roles.EDITOR)}
    assert tokens_of(make_user("admin")) is None


# --- linked pages ---------------------------------------------------------------------------------------------


def linking(*pages):
    first, second, third = pages
    return ServicePageFactory(
        related=[("page", first)],
        faq=[
            ("qa", {"question": "Vai?", "answer": f'<p><a linktype="page" id="{second.pk}">Jā</a></p>', "page": first})
        ],
        refer_to=[("referral", {"when": "Ja vajag", "page": third, "unit": None})],
    )


def values_of(page):
    return [page.related[0].value, page.faq[0].value["page"], page.refer_to[0].value["page"]]


def test_pages_of_every_stream_and_of_rich_text_are_read_with_one_query(site):
    pages = [ServicePageFactory() for _ in range(3)]
    page = fresh(linking(*pages))
    with (
        together(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        read([page])
        first, second, third = pages
        assert [found.pk for found in values_of(page)] == [first.pk, first.pk, third.pk]
        assert linked([second.pk])[second.pk].title == second.title
    assert len(queries) == 1


def test_outside_of_one_rendering_nothing_is_remembered(site):
    pages = [ServicePageFactory() for _ in range(3)]
    page = linking(*pages)
    with together():
        read([fresh(page)])
    pages[0].title = "Jaunais"
    pages[0].save()
    assert values_of(fresh(page))[0].title == "Jaunais"
    with together():
        read([fresh(page)])
        assert linked([pages[0].pk])[pages[0].pk].title == "Jaunais"


def test_a_deleted_page_is_none_and_not_a_fault(site, signed_in):
    pages = [ServicePageFactory() for _ in range(3)]
    page = linking(*pages)
    for one in pages:
        one.delete()
    with together():
        read([fresh(page)])
        assert values_of(fresh(page)) == [None, None, None]
    assert signed_in().get(page.url).status_code == 200


def test_a_page_of_another_type_is_found_where_any_may_be_chosen(site):
    collection = site.collections[Kind.SERVICE]
    page = ServicePageFactory(refer_to=[("referral", {"when": "Ja", "page": collection, "unit": None})])
    found = fresh(page)
    with together():
        read([found])
        assert found.refer_to[0].value["page"].title == collection.title
