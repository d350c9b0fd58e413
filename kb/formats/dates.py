"""Dates as the interface writes them, in the language of its reader. What clients are told is always Latvian: see
kb.calendar.latvian_dates.
"""

from datetime import date

from django.utils.formats import date_format


def short_date(day: date) -> str:
    """«25.11.2026.», in English «25 Nov 2026»"""
    return date_format(day, "SHORT_DATE_FORMAT")


def weekday_name(day: date) -> str:
    """«trešdiena», in English «Wednesday»"""
    return date_format(day, "l")
