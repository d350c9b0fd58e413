"""Closed lists of the editorial work."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FeedbackKind(models.TextChoices):
    """What a reader says of a page."""

    HELPFUL = "helpful", _("It helped")
    UNHELPFUL = "unhelpful", _("It did not help")
    ERROR = "error", _("Report of an error")
    QUESTION = "question", _("Question to the owner")
    CHECK = "check", _("Request to check")


class Reason(models.TextChoices):
    """Why a page did not help. The label stands on the button that sends it."""

    MISSING = "missing", _("The answer is not here")
    UNCLEAR = "unclear", _("Hard to understand")
    OUTDATED = "outdated", _("Out of date")
    LONG = "long", _("Takes too long to find")
    OTHER_PAGE = "other_page", _("I need another page")


class GapKind(models.TextChoices):
    """Where a row of the queue comes from: the log of searches, or readers."""

    ZERO = "zero", _("nothing found")
    REFORMULATED = "reformulated", _("asked again in other words")
    UNOPENED = "unopened", _("nothing opened")
    UNHELPFUL = "unhelpful", _("did not help")
    ERROR = "error", _("report of an error")
    QUESTION = "question", _("question to the owner")
    CHECK = "check", _("request to check")


SEARCH_KINDS = (GapKind.ZERO, GapKind.REFORMULATED, GapKind.UNOPENED)


class GapState(models.TextChoices):
    """New → in work → done or declined, by a person; from either of the first two also «closed by itself»."""

    NEW = "new", pgettext_lazy("state of a gap", "New")
    IN_WORK = "in_work", pgettext_lazy("state of a gap", "In work")
    DONE = "done", pgettext_lazy("state of a gap", "Done")
    DECLINED = "declined", pgettext_lazy("state of a gap", "Declined")
    FOUND = "found", _("Closed by itself")


OPEN_STATES = (GapState.NEW, GapState.IN_WORK)
#: What a person may choose.
WORK_STATES = (GapState.NEW, GapState.IN_WORK, GapState.DONE, GapState.DECLINED)
