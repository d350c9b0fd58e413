"""The admin's date fields look the same in both languages, so English has to take them too."""

from kb.formats.lv.formats import DATE_INPUT_FORMATS as DATE_INPUT_FORMATS
from kb.formats.lv.formats import DATETIME_INPUT_FORMATS as DATETIME_INPUT_FORMATS
