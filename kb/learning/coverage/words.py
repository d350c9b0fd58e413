"""Words for states."""

from django.utils.translation import gettext_lazy as _

from kb.learning.coverage.report import State

STATE_WORDS = {
    State.LATE: _("is late"),
    State.OPEN: _("not confirmed"),
    State.AWAY: _("away"),
    State.CONFIRMED: _("confirmed"),
}
