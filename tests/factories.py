"""Makes what tests need: pages of every type, snippets, people by role.

Every factory makes a valid, *live* object with Latvian words; say only what the test is about::

    page = ServicePageFactory(title="Līguma slēgšana", client_words="gribu noslēgt līgumu")
    page = ServicePageFactory(deadlines=[deadline(5, "days")], channels=[channel("phone", id_required=True)])
    user = make_user("redaktors")

A page goes where the tree of the fixture ``site`` keeps its kind, unless ``parent=`` says otherwise. It is live without
Wagtail's signal of publication; ``publish(page)`` publishes as an editor does (revision, log, content version).
"""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.utils.text import slugify
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, PageViewRestriction, Site

from home.models import HomePage
from kb.accounts.demo import DEMO_ACCOUNTS
from kb.accounts.roles import apply_roles
from kb.content import models
from kb.content.choices import Availability, Channel, FactMark, Kind, TermKind
from kb.content.models import CollectionPage, KnowledgePage, StandardDocumentPage
from kb.editorial.models import BureaucraticWord, LinkHost
from kb.editorial.workflow.setup import apply_workflows
from kb.learning.models import LearningPath, PathStep, Question, QuestionOption, QuestionSet, SetQuestion

PASSWORD = "vārti-upe-saule-71"
#: Names of the demo accounts: the roles a test may ask for.
ROLES: tuple[str, ...] = tuple(account.username for account in DEMO_ACCOUNTS)


# --- people ---------------------------------------------------------------------------------------------------


def make_user(role: str = "darbinieks", username: str = "", **fields: Any) -> Any:
    """A person with the groups of the demo account ``role`` (see ROLES) and the password PASSWORD."""
    account = next(account for account in DEMO_ACCOUNTS if account.username == role)
    fields |= {"is_superuser": account.superuser, "is_staff": account.superuser}
    user = get_user_model().objects.create_user(username or role, password=PASSWORD, **fields)
    user.groups.set(Group.objects.filter(name__in=account.groups))
    return user


# --- snippets -------------------------------------------------------------------------------------------------


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Unit

    key = factory.Sequence(lambda number: f"dala-{number}")
    name = factory.Sequence(lambda number: f"Daļa {number}")


class ContactPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ContactPoint

    key = factory.Sequence(lambda number: f"kontakts-{number}")
    kind = models.ContactPoint.Kind.PHONE
    label = "Tālrunis"
    value = "63600000"
    mark = FactMark.FACT


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Institution

    key = factory.Sequence(lambda number: f"iestade-{number}")
    name = factory.Sequence(lambda number: f"Iestāde {number}")


class OpeningHoursFactory(factory.django.DjangoModelFactory):
    """Reception on weekdays from eight to five."""

    class Meta:
        model = models.OpeningHours

    key = factory.Sequence(lambda number: f"laiks-{number}")
    location = "Klientu centrs"
    kind = models.OpeningHours.Kind.RECEPTION
    intervals = factory.LazyFunction(
        lambda: [models.OpeningInterval(weekday=day, opens="08:00", closes="17:00") for day in range(5)]
    )


class SpecialDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SpecialDay

    date = date(2026, 12, 31)
    kind = models.SpecialDay.Kind.CLOSED
    name = "Brīvdiena"


class LegalActFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.LegalAct

    key = factory.Sequence(lambda number: f"akts-{number}")
    title = factory.Sequence(lambda number: f"Likums par siltumu {number}")
    short = factory.LazyAttribute(lambda act: act.title)


class GlossaryTermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.GlossaryTerm

    term = factory.Sequence(lambda number: f"termins {number}")
    plain = "vienkāršos vārdos"


class NoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Notice

    key = factory.Sequence(lambda number: f"zina-{number}")
    title = "Līdz plkst. 16"
    text = "apkures nav Saules ielā."


class BureaucraticWordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BureaucraticWord

    term = "saskaņā ar"
    instead = "pēc"


class LinkHostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LinkHost

    host = "likumi.lv"


class SurveyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Survey

    key = factory.Sequence(lambda number: f"aptauja-{number}")
    title = "Klientu aptauja"
    invitation = "Lūdzu, aizpildiet aptauju."


# --- rows and blocks of pages ---------------------------------------------------------------------------------


def channel(
    name: str = Channel.IN_PERSON, availability: str = Availability.YES, **fields: Any
) -> models.ServiceChannel:
    """A row for ``ServicePageFactory(channels=[…])``; not saved by itself."""
    return models.ServiceChannel(channel=name, availability=availability, **fields)


def deadline(amount: int | None = 10, unit: str = "working_days", **fields: Any) -> models.ServiceDeadline:
    """A row for ``ServicePageFactory(deadlines=[…])``; ``kind=TermKind.NONE, amount=None, unit=""`` for none."""
    return models.ServiceDeadline(amount=amount, unit=unit, **{"kind": TermKind.TERM, **fields})


def fee(**fields: Any) -> models.ServiceFee:
    """A row for ``ServicePageFactory(fees=[…])``; free of charge unless said otherwise."""
    return models.ServiceFee(**fields)


def clause(row: str = "B1a", **values: Any) -> tuple[str, dict[str, Any]]:
    """A clause for ``StandardSectionPageFactory(clauses=[…])``."""
    return "clause", {"row": row, "heading": "Pieklājība", "text": "Sveicina klientu.", "guidance": [], **values}


def question(key: str, text: str, *answers: tuple[str, KnowledgePage | str]) -> tuple[str, dict[str, Any]]:
    """A question for ``GuidedQuestionPageFactory(nodes=[…])``; each answer leads to a page or to another's key."""
    led = [
        {
            "says": says,
            "leads": "",
            "next": to if isinstance(to, str) else "",
            "outcome": None if isinstance(to, str) else to,
        }
        for says, to in answers
    ]
    return "node", {"key": key, "question": text, "why": "", "answers": led}


# --- pages ----------------------------------------------------------------------------------------------------


class HomePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = HomePage

    title = "Sākums"


class CollectionPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = CollectionPage

    title = factory.Sequence(lambda number: f"Krājums {number}")
    parent = factory.LazyFunction(lambda: HomePage.objects.get())


class StandardDocumentPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = StandardDocumentPage

    title = "Klientu apkalpošanas standarts"
    parent = factory.LazyFunction(lambda: HomePage.objects.get())


class KnowledgePageFactory(wagtail_factories.PageFactory):
    """What pages of every kind share: an owner, a review date far ahead, verified."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"Lapa {number}")
    slug = factory.LazyAttribute(lambda page: slugify(page.title))
    short_answer = "Pieteikumu var iesniegt klientu centrā."
    owner_unit = factory.SubFactory(UnitFactory)
    review_by = date(2099, 1, 1)
    verified_on = date(2026, 1, 5)


def home_of(kind: Kind) -> Page:
    """Where pages of ``kind`` live in the tree of the fixture ``site``."""
    if kind == Kind.STANDARD:
        return StandardDocumentPage.objects.get()
    return CollectionPage.objects.get(slug=kind.value)


class ServicePageFactory(KnowledgePageFactory):
    """In person and by phone; ten working days; free."""

    class Meta:
        model = models.ServicePage

    parent = factory.LazyFunction(lambda: home_of(Kind.SERVICE))
    channels = factory.LazyFunction(lambda: [channel(), channel(Channel.PHONE, how="zvanot")])
    deadlines = factory.LazyFunction(lambda: [deadline()])
    fees = factory.LazyFunction(lambda: [fee()])


class ExplanationPageFactory(KnowledgePageFactory):
    class Meta:
        model = models.ExplanationPage

    parent = factory.LazyFunction(lambda: home_of(Kind.EXPLANATION))


class ReferralPageFactory(KnowledgePageFactory):
    class Meta:
        model = models.ReferralPage

    parent = factory.LazyFunction(lambda: home_of(Kind.REFERRAL))
    institution = factory.SubFactory(InstitutionFactory)


class PhrasePageFactory(KnowledgePageFactory):
    class Meta:
        model = models.PhrasePage

    parent = factory.LazyFunction(lambda: home_of(Kind.PHRASE))
    wordings = factory.LazyFunction(lambda: [("wording", {"channel": "spoken", "text": "Labdien!"})])


class ContactPageFactory(KnowledgePageFactory):
    class Meta:
        model = models.ContactPage

    parent = factory.LazyFunction(lambda: home_of(Kind.CONTACT))


class StandardSectionPageFactory(KnowledgePageFactory):
    class Meta:
        model = models.StandardSectionPage

    parent = factory.LazyFunction(lambda: home_of(Kind.STANDARD))
    code = factory.Sequence(lambda number: f"B{number + 1}")
    group = models.StandardSectionPage.Group.VALUES
    clauses = factory.LazyFunction(lambda: [clause()])


class GuidedQuestionPageFactory(KnowledgePageFactory):
    """One question with two answers; both outcomes are services made for it."""

    class Meta:
        model = models.GuidedQuestionPage

    parent = factory.LazyFunction(lambda: home_of(Kind.GUIDED))
    nodes = factory.LazyFunction(
        lambda: [question("q1", "Kas noticis?", ("Auksti", ServicePageFactory()), ("Rēķins", ServicePageFactory()))]
    )


PAGE_FACTORIES: dict[Kind, type[KnowledgePageFactory]] = {
    Kind.SERVICE: ServicePageFactory,
    Kind.GUIDED: GuidedQuestionPageFactory,
    Kind.EXPLANATION: ExplanationPageFactory,
    Kind.REFERRAL: ReferralPageFactory,
    Kind.PHRASE: PhrasePageFactory,
    Kind.CONTACT: ContactPageFactory,
    Kind.STANDARD: StandardSectionPageFactory,
}


def make_page(kind: Kind, **fields: Any) -> Any:
    """A live page of ``kind``."""
    return PAGE_FACTORIES[kind](**fields)


def publish(page: Page, user: Any = None) -> Any:
    """Save ``page`` as a revision of ``user`` and publish it, as after an approval; returns the fresh page."""
    page.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    return type(page).objects.get(pk=page.pk)


# --- learning ------------------------------------------------------------------------------------------------


def option(text: str, right: bool = False, reason: str = "") -> QuestionOption:
    """An option for ``QuestionFactory(options=[…])``; not saved by itself."""
    return QuestionOption(text=text, right=right, reason=reason)


class QuestionFactory(factory.django.DjangoModelFactory):
    """Asked; one right option of three; answered by an explanation."""

    class Meta:
        model = Question

    text = factory.Sequence(lambda number: f"Ko atbildēt {number}. klientam?")
    reason = "Tā rakstīts lapā."
    page = factory.LazyFunction(lambda: ExplanationPageFactory())
    live = True
    options = factory.LazyFunction(lambda: [option("Pareizi", True), option("Nepareizi"), option("Arī nepareizi")])


class QuestionSetFactory(factory.django.DjangoModelFactory):
    """``questions=[…]``: two questions unless said otherwise."""

    class Meta:
        model = QuestionSet

    class Params:
        questions = factory.LazyFunction(lambda: [QuestionFactory(), QuestionFactory()])

    title = "Jautājumi"
    items = factory.LazyAttribute(lambda made: [SetQuestion(question=question) for question in made.questions])


def read_step(page: KnowledgePage, **fields: Any) -> PathStep:
    """A step for ``LearningPathFactory(steps=[…])``: a page to read."""
    return PathStep(kind=PathStep.Kind.READ, page_id=page.pk, **fields)


def find_step(page: KnowledgePage, task: str = "Atrodiet lapu.", **fields: Any) -> PathStep:
    return PathStep(kind=PathStep.Kind.FIND, page_id=page.pk, task=task, **fields)


def mentor_step(title: str = "Pārrunājiet ar mentoru", **fields: Any) -> PathStep:
    return PathStep(kind=PathStep.Kind.MENTOR, title=title, task="Pārrunājiet.", **fields)


def quiz_step(*questions: Question, kind: str = PathStep.Kind.QUIZ, **fields: Any) -> PathStep:
    """A quiz of ``questions``, or of two that are made for it."""
    made = {"questions": list(questions)} if questions else {}
    return PathStep(kind=kind, questions=QuestionSetFactory(**made), **fields)


class LearningPathFactory(factory.django.DjangoModelFactory):
    """On offer to everybody, or to ``for_role`` (a name of kb.accounts.roles); one page to read."""

    class Meta:
        model = LearningPath

    class Params:
        for_role = ""

    title = factory.Sequence(lambda number: f"Ceļš {number}")
    live = True
    groups = factory.LazyAttribute(lambda made: list(Group.objects.filter(name=made.for_role)))
    steps = factory.LazyFunction(lambda: [read_step(ExplanationPageFactory())])


# --- the tree ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SiteTree:
    """The page tree of a test: start page, a collection for each kind, the standard (slugs: ``service``, …)."""

    root: HomePage
    collections: dict[Kind, CollectionPage]
    standard: StandardDocumentPage


def make_roots() -> Page:
    """The roots of the trees of pages and collections, which tests with transactions of their own take away."""
    Locale.objects.get_or_create(language_code="lv")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root")


def site_tree() -> SiteTree:
    """The tree that tests start with (fixture ``django_db_setup``); made anew where a test has emptied the tables."""
    root = HomePage.objects.first()
    return _made(root) if root else make_site()


def make_site() -> SiteTree:
    """Build the tree in place of whatever pages there are, with the roles and workflows."""
    top = make_roots()
    for page in top.get_children():
        page.delete()
    root = HomePageFactory(parent=Page.objects.get(pk=top.pk))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=root, is_default_site=True, site_name="Zināšanu bāze")
    for kind in Kind:
        if kind != Kind.STANDARD:
            CollectionPageFactory(parent=root, title=str(kind.label), slug=kind.value, of_kind=kind)
    StandardDocumentPageFactory(parent=root, slug="standarts")
    apply_roles()
    apply_workflows()
    cache.clear()
    return _made(root)


def make_new_site() -> None:
    """Nothing but the page that Wagtail's first migration makes, as on a server before its content is loaded."""
    top = make_roots()
    for page in top.get_children():
        page.delete()
    welcome = Page.objects.get(pk=top.pk).add_child(
        instance=Page(title="Welcome to your new Wagtail site!", slug="home")
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


def _made(root: HomePage) -> SiteTree:
    collections = {Kind(page.of_kind): page for page in CollectionPage.objects.child_of(root)}
    return SiteTree(root, collections, StandardDocumentPage.objects.child_of(root).get())


# --- who may see it -------------------------------------------------------------------------------------------


def restrict(page: Page, *groups: str) -> PageViewRestriction:
    """From now on only members of ``groups`` (names, see kb.accounts.roles) may see ``page`` and what is below it."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set(Group.objects.filter(name__in=groups))
    return restriction


def make_document(
    name: str = "veidlapa.pdf",
    collection: Collection | None = None,
    content: bytes = b"%PDF-1.4",
    title: str = "",
) -> Any:
    """A document in ``collection`` (default: the root, which everyone with a log-in may read)."""
    return get_document_model().objects.create(
        title=title or name,
        file=ContentFile(content, name),
        collection=collection or Collection.get_first_root_node(),
    )


def make_image(name: str = "attels.png", collection: Collection | None = None) -> Any:
    """A small picture in ``collection`` (default: the root)."""
    file = io.BytesIO()
    Picture.new("RGB", (8, 8), "white").save(file, "PNG")
    return get_image_model().objects.create(
        title=name, file=ContentFile(file.getvalue(), name), collection=collection or Collection.get_first_root_node()
    )


def make_collection(name: str = "Slēgtie dokumenti") -> Collection:
    """A collection of documents and images below the root."""
    return Collection.get_first_root_node().add_child(name=name)
