"""Words and looks of kinds and states."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kb.learning.models import PathStep
from kb.learning.paths.progress import State

KIND_WORDS: dict[str, Any] = {
    PathStep.Kind.READ: _("Read"),
    PathStep.Kind.SITUATIONS: _("Situations"),
    PathStep.Kind.QUIZ: _("Quiz"),
    PathStep.Kind.FIND: _("Search"),
    PathStep.Kind.MENTOR: _("With the mentor"),
}
STATE_WORDS = {
    State.DONE: _("Finished"),
    State.REPEAT: _("To be repeated"),
    State.STARTED: pgettext_lazy("step", "Begun"),
    State.TODO: _("Not begun"),
}
STATE_ICONS = {State.DONE: "check", State.REPEAT: "restart", State.STARTED: "arrow-right", State.TODO: "circle"}
