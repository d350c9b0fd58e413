"""Contact data of the company gathered from the snippets for one contact page."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from kb.content.dated import in_force
from kb.content.models.hours import OpeningHours, SpecialDay
from kb.content.models.organisation import ContactPoint, InstitutionPhone, Unit
from kb.content.versioned import versioned

if TYPE_CHECKING:
    from kb.content.models.guidance import ContactPage

#: Special days further ahead than this are not yet listed to clients.
SPECIAL_DAYS_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Directory:
    """What a contact page prints; parts that the page does not show are empty."""

    contacts: tuple[ContactPoint, ...] = ()
    units: tuple[Unit, ...] = ()
    hours: tuple[OpeningHours, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    cash_desks: tuple[OpeningHours, ...] = ()
    emergency: tuple[ContactPoint | InstitutionPhone, ...] = ()

    def index_lines(self) -> list[str]:
        """What an employee may type to find the page: numbers, addresses, names, topics."""
        lines = [f"{contact.label} {contact.value} {contact.note}" for contact in self.contacts]
        lines += [f"{unit.name} {' '.join(unit.topic_list)}" for unit in self.units]
        lines += [f"{hours.location} {hours.get_kind_display()}" for hours in (*self.hours, *self.cash_desks)]
        lines += [f"{day.name} {day.date:%d.%m.%Y}" for day in self.special_days]
        return lines + [f"{phone.emergency_label} {phone}" for phone in self.emergency]


@versioned
def company_contacts() -> tuple[ContactPoint, ...]:
    """Every contact of the company in its order, read once for each version of the content."""
    return tuple(ContactPoint.objects.all())


@versioned
def opening_hours() -> tuple[OpeningHours, ...]:
    """Every schedule with its intervals, whenever it holds."""
    return tuple(OpeningHours.objects.prefetch_related("intervals"))


@versioned
def emergency_phones() -> tuple[ContactPoint | InstitutionPhone, ...]:
    """Numbers of the emergency strip: the company's own first, then other institutions'."""
    own = (point for point in company_contacts() if point.kind == ContactPoint.Kind.PHONE and point.emergency_label)
    others = InstitutionPhone.objects.exclude(emergency_label="").select_related("institution").order_by("number")
    return (*own, *others)


def number_of(phone: ContactPoint | InstitutionPhone) -> str:
    """The number of an emergency phone, whichever of the two kinds of rows it stands in."""
    return phone.value if isinstance(phone, ContactPoint) else phone.number


def directory_for(page: "ContactPage", day: date) -> Directory:
    """Contacts, units, hours and days that ``page`` shows on ``day``."""
    current = in_force(opening_hours(), day) if page.show_hours or page.show_cash_desks else []
    desk = OpeningHours.Kind.CASH_DESK
    return Directory(
        contacts=company_contacts() if page.show_company else (),
        units=tuple(Unit.objects.select_related("deputy")) if page.show_staff_topics else (),
        hours=tuple(row for row in current if row.kind != desk) if page.show_hours else (),
        cash_desks=tuple(row for row in current if row.kind == desk) if page.show_cash_desks else (),
        special_days=_special_days(day) if page.show_special_days else (),
        emergency=emergency_phones() if page.show_emergency else (),
    )


def _special_days(day: date) -> tuple[SpecialDay, ...]:
    return tuple(SpecialDay.objects.filter(Q(date__gte=day), date__lte=day + SPECIAL_DAYS_AHEAD))
