"""Units and roles of the company as rows: who answers for what, how to reach them, who stands in."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.content.directory import company_contacts
from kb.content.models import ContactPoint, Unit
from kb.desk.screens.text import mail_link, phone_line, phone_link
from kb.desk.screens.values import Line


@dataclass(frozen=True, slots=True)
class UnitRow:
    name: str
    is_role: bool
    topics: tuple[str, ...]
    reach: tuple[Line, ...]
    deputy: str
    deputy_reach: tuple[Line, ...]
    sample: bool


def unit_rows(units: Iterable[Unit]) -> tuple[UnitRow, ...]:
    """Rows in the order given; phones and e-mails of the unit itself, then the contacts kept for it."""
    contacts: dict[int, list[ContactPoint]] = {}
    for point in company_contacts():
        if point.unit_id and not point.emergency_label:
            contacts.setdefault(point.unit_id, []).append(point)
    return tuple(_unit_row(unit, contacts) for unit in units)


def _unit_row(unit: Unit, contacts: dict[int, list[ContactPoint]]) -> UnitRow:
    deputy = unit.deputy
    return UnitRow(
        name=unit.name,
        is_role=unit.is_role,
        topics=tuple(unit.topic_list),
        reach=_reach(unit, contacts),
        deputy=str(deputy or ""),
        deputy_reach=_reach(deputy, contacts) if deputy else (),
        sample=unit.sample,
    )


def _reach(unit: Unit, contacts: dict[int, list[ContactPoint]]) -> tuple[Line, ...]:
    lines = [Line(phone_link(unit.phone), "phone")] if unit.phone else []
    if unit.email:
        lines.append(Line(mail_link(unit.email), "mail"))
    for point in contacts.get(unit.pk, []):
        if point.kind == ContactPoint.Kind.PHONE and point.value != unit.phone:
            lines.append(Line(phone_line(point.value, "", point.unverified), "phone", point.unverified))
        elif point.kind == ContactPoint.Kind.EMAIL and point.value != unit.email and not point.unverified:
            lines.append(Line(mail_link(point.value), "mail"))
    return tuple(lines)
