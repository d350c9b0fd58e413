"""English dates that nobody takes for American ones. The admin's date fields look the same in both languages, so
English takes what they send.
"""

from kb.formats.lv.formats import DATE_INPUT_FORMATS as DATE_INPUT_FORMATS
from kb.formats.lv.formats import DATETIME_INPUT_FORMATS as DATETIME_INPUT_FORMATS

SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y H:i"
