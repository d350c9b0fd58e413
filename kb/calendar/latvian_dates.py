"""Latvian words for dates, inflected for the sentences an employee says."""

from datetime import date

from kb.calendar.days import Unit

_WEEKDAYS = ("pirmdiena", "otrdiena", "trešdiena", "ceturtdiena", "piektdiena", "sestdiena", "svētdiena")
_MONTHS_DATIVE = (
    "janvārim",
    "februārim",
    "martam",
    "aprīlim",
    "maijam",
    "jūnijam",
    "jūlijam",
    "augustam",
    "septembrim",
    "oktobrim",
    "novembrim",
    "decembrim",
)
_MONTHS_LOCATIVE = (
    "janvārī",
    "februārī",
    "martā",
    "aprīlī",
    "maijā",
    "jūnijā",
    "jūlijā",
    "augustā",
    "septembrī",
    "oktobrī",
    "novembrī",
    "decembrī",
)
_MONTHS_GENITIVE = (
    "janvāra",
    "februāra",
    "marta",
    "aprīļa",
    "maija",
    "jūnija",
    "jūlija",
    "augusta",
    "septembra",
    "oktobra",
    "novembra",
    "decembra",
)
_UNITS = {
    "working_days": ("darbdiena", "darbdienas"),
    "days": ("diena", "dienas"),
    "months": ("mēnesis", "mēneši"),
}


def weekday(day: date) -> str:
    """otrdiena"""
    return _WEEKDAYS[day.weekday()]


def weekday_dative(day: date) -> str:
    """otrdienai, as in «līdz otrdienai»"""
    return weekday(day) + "i"


def day_month_dative(day: date) -> str:
    """8. decembrim, as in «līdz 8. decembrim»"""
    return f"{day.day}. {_MONTHS_DATIVE[day.month - 1]}"


def day_month_locative(day: date) -> str:
    """24. novembrī, as in «saņemts 24. novembrī»"""
    return f"{day.day}. {_MONTHS_LOCATIVE[day.month - 1]}"


def day_month_genitive(day: date) -> str:
    """1. aprīļa, as in «no 1. aprīļa»"""
    return f"{day.day}. {_MONTHS_GENITIVE[day.month - 1]}"


def on_weekday(day: date) -> str:
    """otrdien, as in «otrdien strādājam»"""
    return weekday(day)[:-1]


def numeric(day: date) -> str:
    """08.12.2026."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}."


def count_phrase(amount: int, unit: Unit) -> str:
    """10 darbdienas, 21 diena, 1 mēnesis: singular after 1, 21, 31…, but not after 11, 111…"""
    singular, plural = _UNITS[unit]
    return f"{amount} {singular if amount % 10 == 1 and amount % 100 != 11 else plural}"
