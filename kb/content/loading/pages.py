"""Pages of the sample: created as drafts first so that links have something to point to, then filled and published."""

from django.core.exceptions import ValidationError
from wagtail.models import Page

from kb.content.choices import Kind
from kb.content.loading.fields import fill
from kb.content.loading.folder import Sample
from kb.content.loading.reading import Entry, Problem, SampleError
from kb.content.loading.records import Report, page_fingerprint, publish
from kb.content.loading.references import References
from kb.content.loading.schema import PageEntry
from kb.content.loading.tree import Tree
from kb.content.models import (
    ContactPage,
    ExplanationPage,
    GuidedQuestionPage,
    KnowledgePage,
    PhrasePage,
    ReferralPage,
    ServicePage,
    StandardSectionPage,
)

MODELS: dict[Kind, type[KnowledgePage]] = {
    model.KIND: model
    for model in (
        ServicePage,
        GuidedQuestionPage,
        ExplanationPage,
        ReferralPage,
        PhrasePage,
        ContactPage,
        StandardSectionPage,
    )
}
#: Pages to fill in the second pass, each with its entry.
Pending = list[tuple[KnowledgePage, Entry[PageEntry]]]


def create_drafts(sample: Sample, tree: Tree, report: Report) -> Pending:
    """First pass: every page that may be written, the new ones as empty drafts in their place."""
    present = {page.code: page.specific for page in KnowledgePage.objects.filter(code__in=sample.titles)}
    pending: Pending = []
    for entry in sample.pages:
        page = present.get(entry.key)
        parent = tree.place_of(entry.data.type)
        if page is None and parent is None:
            report.kept_away(entry)
        elif report.decide(entry, page_fingerprint(page) if page else None).writes:
            pending.append((page or _draft(entry, parent), entry))
    return pending


def _draft(entry: Entry[PageEntry], parent: Page) -> KnowledgePage:
    """An empty page under ``parent``. Raises SampleError where its address is taken."""
    model = MODELS[Kind(entry.data.type)]
    page = model(code=entry.key, title=entry.data.title, slug=entry.data.slug, live=False)
    try:
        parent.add_child(instance=page)
    except ValidationError as error:
        raise SampleError([entry.problem(message) for message in _messages(error)]) from error
    return page


def publish_pages(pending: Pending, references: References, report: Report) -> None:
    """Second pass: fill and publish. Raises SampleError with all pages that may not be published as they are."""
    problems: list[Problem] = []
    for page, entry in pending:
        try:
            fill(page, entry.data, references)
            report.written(entry, publish(page))
        except ValidationError as error:
            problems += [entry.problem(message) for message in _messages(error)]
    if problems:
        raise SampleError(problems)


def _messages(error: ValidationError) -> list[str]:
    if hasattr(error, "error_dict"):
        return [f"{name}: {message}" for name, messages in error.message_dict.items() for message in messages]
    return list(error.messages)
