"""The start page as part of the sample content: root of the site, reasons for contact, pinned pages."""

from pathlib import Path

from wagtail.models import Page, Site

from home.models import HomePage
from kb.content.loading.fields import stream
from kb.content.loading.folder import read_site
from kb.content.loading.reading import Entry, SampleError, digest_of
from kb.content.loading.records import Report, page_fingerprint, publish
from kb.content.loading.snippet_schema import HomeEntry, SiteEntry
from kb.content.models import KnowledgePage, SampleRecord

RECORD = ("home", "home")


def load_root(folder: Path, report: Report) -> None:
    """Make sure that the default site begins at a start page; Wagtail's welcome page gives way to it.

    A start page that is there already stays, whoever made it. Raises SampleError where a person deleted it.
    """
    site_entry = read_site(folder)
    if HomePage.objects.exists():
        return
    if SampleRecord.objects.filter(kind=RECORD[0], key=RECORD[1]).exists():
        problem = site_entry.problem("a person deleted the start page, the pages have nothing to hang under", ("home",))
        raise SampleError([problem])
    home = _create_home(site_entry.data)
    # Without a digest it counts as begun: load_home fills it.
    report.written(Entry(*RECORD, site_entry.data.home, "", site_entry.source), publish(home))


def load_home(folder: Path, report: Report) -> None:
    """Reasons and pinned pages, once the pages are there."""
    source = read_site(folder)
    data = source.data.home
    entry = Entry(*RECORD, data, digest_of(data.model_dump(mode="json")), source.source, ("home",))
    home = HomePage.objects.first()
    if home is None or not report.decide(entry, page_fingerprint(home)).writes:
        return
    _fill(home, data)
    report.written(entry, publish(home))


def _create_home(data: SiteEntry) -> HomePage:
    """A start page without contents at the root of the default site."""
    home = HomePage(title=data.home.title, slug=data.home.slug, live=False)
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    welcome = site.root_page if site else None
    site = site or Site(is_default_site=True)
    site.hostname, site.site_name, site.root_page = data.site.hostname, data.site.name, home
    site.save()
    if welcome is not None and type(welcome.specific) is Page and not welcome.get_children().exists():
        welcome.delete()
    return home


def _fill(home: HomePage, data: HomeEntry) -> None:
    """Pages that a person deleted are left out."""
    ids = dict(KnowledgePage.objects.values_list("code", "pk"))
    home.title = home.draft_title = data.title
    home.reasons = stream(
        ("reason", {"words": reason.words, "hint": reason.hint, "page": ids[reason.page]})
        for reason in data.reasons
        if reason.page in ids
    )
    home.pinned = stream(("page", ids[code]) for code in data.pinned if code in ids)
