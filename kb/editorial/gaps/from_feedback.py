"""What readers said becomes work: each error and question a row of its own, votes and requests one row for a page."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from kb.editorial.choices import OPEN_STATES, FeedbackKind, GapKind
from kb.editorial.gaps.responsible import due_on, who_answers
from kb.editorial.models.feedback import Feedback
from kb.editorial.models.gap import TEXT_MAX, Gap

_KINDS = {
    FeedbackKind.UNHELPFUL: GapKind.UNHELPFUL,
    FeedbackKind.ERROR: GapKind.ERROR,
    FeedbackKind.QUESTION: GapKind.QUESTION,
    FeedbackKind.CHECK: GapKind.CHECK,
}
#: Of these one row a page is open, however many say the same.
_COUNTED = (FeedbackKind.UNHELPFUL, FeedbackKind.CHECK)


def gap_for(feedback: Feedback) -> Gap:
    """The open row that ``feedback`` belongs to, made or counted up. Call it in the transaction of the feedback."""
    kind = _KINDS[FeedbackKind(feedback.kind)]
    if feedback.kind not in _COUNTED:
        return _new(feedback, kind, f"feedback:{feedback.pk}")
    subject = f"{kind.value}:{feedback.page_id}"
    known = _count_up(subject)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _new(feedback, kind, subject)
    except IntegrityError:  # somebody else was the first to say so, a moment ago
        return _count_up(subject) or _new(feedback, kind, subject)


def _count_up(subject: str) -> Gap | None:
    """Locked until the transaction ends: nobody closes the row between the look and the vote."""
    gap = Gap.objects.select_for_update().filter(subject=subject, state__in=OPEN_STATES).first()
    if gap is not None:
        gap.times += 1
        gap.save(update_fields=["times"])
    return gap


def _new(feedback: Feedback, kind: GapKind, subject: str) -> Gap:
    page = feedback.page
    return Gap.objects.create(
        kind=kind,
        subject=subject,
        text=_text(feedback),
        page=page,
        owner=who_answers(page) if page else None,
        due_on=due_on(kind, timezone.localdate()),
    )


def _text(feedback: Feedback) -> str:
    """«P22: nav teikts, kas maksā»; what is counted has its words one by one and is named by the page."""
    said = "" if feedback.kind in _COUNTED else feedback.words or feedback.passage
    text = f"{feedback.code}: {' '.join(said.split()) or feedback.title}"
    return text if len(text) <= TEXT_MAX else text[: TEXT_MAX - 1] + "…"
