"""As Latvians write: 2026. gada 25. novembris, 25.11.2026., 12 500,50.

What is missing here Django's own Latvian formats give. In lists of input formats the first is what a date field of
the browser needs; the second is what the admin's fields show (WAGTAIL_DATE_FORMAT).
"""

SHORT_DATE_FORMAT = "d.m.Y."
SHORT_DATETIME_FORMAT = "d.m.Y. H:i"

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y.", "%d.%m.%Y"]
DATETIME_INPUT_FORMATS = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d.%m.%Y. %H:%M",
    "%d.%m.%Y %H:%M",
]

THOUSAND_SEPARATOR = "\N{NARROW NO-BREAK SPACE}"
