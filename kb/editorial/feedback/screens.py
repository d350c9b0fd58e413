"""What the templates of the feedback print."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from kb.calendar.latvian_dates import numeric
from kb.content.models import KnowledgePage
from kb.editorial.choices import FeedbackKind, GapState, Reason
from kb.editorial.feedback.forms import FeedbackForm
from kb.editorial.gaps.responsible import who_answers
from kb.editorial.models import Feedback
from kb.editorial.models.feedback import PASSAGE_MAX, WORDS_MAX
from kb.editorial.ownership.requests import may_be_asked_for

#: Address of each kind: /atsauksme/P11/kluda/.
SLUGS = {
    FeedbackKind.HELPFUL: "palidz",
    FeedbackKind.UNHELPFUL: "nepalidz",
    FeedbackKind.ERROR: "kluda",
    FeedbackKind.QUESTION: "jautajums",
    FeedbackKind.CHECK: "parbaude",
}
KINDS = {slug: kind for kind, slug in SLUGS.items()}


@dataclass(frozen=True, slots=True)
class FootPart:
    """A part that another app puts above the foot of every page; ``template`` prints it as ``part``.

    ``own``: what only one reader gets to see, in a kept page its hole.
    """

    template: str
    addresses: dict[str, str]
    own: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    label: str
    value: str
    error: str
    hint: str
    limit: int


@dataclass(frozen=True, slots=True)
class FormScreen:
    """``problem`` stands above the form; ``reasons``, where there are any, are the buttons that send it."""

    heading: str
    action: str
    page_title: str
    page_url: str
    revision: int | None
    words: Field
    passage: Field | None
    reasons: tuple[tuple[str, str], ...]
    problem: str
    page_code: str


@dataclass(frozen=True, slots=True)
class SentScreen:
    lead: str
    text: str
    page_title: str
    page_url: str
    page_code: str


def foot_part(page: KnowledgePage, own: str = "") -> FootPart:
    """The row «Vai šī lapa palīdzēja?». But for ``own`` it looks the same to everybody: the page is kept with it."""
    version = f"?redakcija={page.live_revision_id}" if page.live_revision_id else ""
    addresses = {kind.value: address_of(page.code, kind) + version for kind in SLUGS}
    addresses[FeedbackKind.HELPFUL.value] = address_of(page.code, FeedbackKind.HELPFUL)
    addresses[FeedbackKind.CHECK.value] = address_of(page.code, FeedbackKind.CHECK) if may_be_asked_for(page) else ""
    return FootPart("editorial/feedback_row.html", addresses | {"revision": str(page.live_revision_id or "")}, own)


def address_of(code: str, kind: FeedbackKind) -> str:
    return reverse("feedback", args=[code, SLUGS[kind]])


def form_screen(page: KnowledgePage, form: FeedbackForm, problem: str = "") -> FormScreen:
    words, passage = _fields(page, form)
    offered = Reason if form.kind == FeedbackKind.UNHELPFUL else ()
    return FormScreen(
        heading=_heading(form.kind),
        action=address_of(page.code, form.kind),
        page_title=page.title,
        page_url=page.url or "/",
        revision=_revision(form),
        words=words,
        passage=passage,
        reasons=tuple((reason.value, str(reason.label)) for reason in offered),
        problem=problem or _errors(form, "reason"),
        page_code=page.code,
    )


def _revision(form: FeedbackForm) -> int | None:
    """What was sent back or asked for by the address; left out where it cannot be the number of a version."""
    try:
        number: int | None = form.fields["revision"].clean(form["revision"].value())
    except ValidationError:
        return None
    return number


def _heading(kind: FeedbackKind) -> str:
    return {
        FeedbackKind.UNHELPFUL: _("Why did it not help?"),
        FeedbackKind.ERROR: _("What is wrong on this page?"),
        FeedbackKind.QUESTION: _("What do you want to ask the owner?"),
    }[kind]


def _fields(page: KnowledgePage, form: FeedbackForm) -> tuple[Field, Field | None]:
    label, hint = _("In words"), _("Without names, numbers and other data of clients.")
    if form.kind == FeedbackKind.UNHELPFUL:
        label = _("In words, if you like")
    if form.kind == FeedbackKind.QUESTION:
        label, hint = _("Question"), f"{_answering(page)} {hint}"
    words = _field(form, "words", label, hint, WORDS_MAX)
    if form.kind != FeedbackKind.ERROR:
        return words, None
    return words, _field(form, "passage", _("Passage of the page"), _("What you select is filled in."), PASSAGE_MAX)


def _field(form: FeedbackForm, name: str, label: str, hint: str, limit: int) -> Field:
    return Field(label, str(form[name].value() or ""), _errors(form, name), hint, limit)


def _errors(form: FeedbackForm, name: str) -> str:
    return " ".join(str(error) for error in form[name].errors) if form.is_bound else ""


def sent_screen(page: KnowledgePage, feedback: Feedback) -> SentScreen:
    """Thanks, and who answers until when."""
    lead, text = _("Thank you, sent."), ""
    if feedback.kind == FeedbackKind.HELPFUL:
        lead = _("Thank you.")
    elif feedback.gap is not None and feedback.kind != FeedbackKind.UNHELPFUL:
        who = get_user_display_name(feedback.gap.owner) or _("The editors")
        text = _("%(who)s will answer by %(date)s") % {"who": who, "date": numeric(feedback.gap.due_on)}
    return SentScreen(lead, text, page.title, page.url or "/", page.code)


def _answering(page: KnowledgePage) -> str:
    return _("Will be answered by: %(who)s.") % {"who": get_user_display_name(who_answers(page)) or _("the editors")}


# --- my messages ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message of mine and what became of it. ``page_url`` is empty where the page is gone or closed to me."""

    kind: str
    title: str
    code: str
    page_url: str
    said: str
    passage: str
    sent_on: str
    state: str
    look: str
    answer: str
    until: str
    new: bool


_LOOKS = {GapState.DONE: "ok", GapState.DECLINED: "warn"}


def message_row(feedback: Feedback, page_url: str) -> MessageRow:
    gap = feedback.gap
    state = GapState(gap.state) if gap else GapState.NEW
    reason = str(feedback.get_reason_display()) if feedback.reason else ""
    return MessageRow(
        kind=str(feedback.get_kind_display()),
        title=feedback.title,
        code=feedback.code,
        page_url=page_url,
        said=": ".join(part for part in (reason, feedback.words) if part),
        passage=feedback.passage,
        sent_on=numeric(timezone.localtime(feedback.created_at).date()),
        state=str(state.label),
        look=_LOOKS.get(state, ""),
        answer=gap.answer if gap and not gap.is_open else "",
        until=numeric(gap.due_on) if gap and gap.is_open else "",
        new=bool(gap and gap.closed_at and (feedback.seen_at is None or feedback.seen_at < gap.closed_at)),
    )
