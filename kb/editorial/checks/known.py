"""Whose numbers and addresses may stand in a text: those that editors keep among the contacts."""

from collections.abc import Iterator

from kb.content.models import ContactPoint, Institution, InstitutionPhone, Unit
from kb.content.versioned import versioned
from kb.editorial.checks.personal import EMAIL, LONG_NUMBER, NUMBER, as_known
from search.log.masking import IBAN


@versioned
def known_contacts() -> frozenset[str]:
    """Of the company, its units and other institutions, in the form in which ``personal`` compares them."""
    return frozenset(as_known(part) for value in _values() for part in _parts(value))


def _values() -> Iterator[str]:
    yield from ContactPoint.objects.values_list("value", flat=True)
    yield from InstitutionPhone.objects.values_list("number", flat=True)
    yield from Institution.objects.values_list("email", flat=True)
    for phone, email in Unit.objects.values_list("phone", "email"):
        yield from (phone, email)


def _parts(value: str) -> Iterator[str]:
    yield from EMAIL.findall(value)
    yield from (match[1] for match in NUMBER.finditer(value))
    yield from (match[0] for match in IBAN.finditer(value))
    yield from LONG_NUMBER.findall(value)
