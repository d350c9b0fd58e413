"""The whole run: read and check, then write everything in one transaction, or nothing.

Other apps load their part through Wagtail hooks, each called with the folder and the report:
``kb_load_sample_root`` before the tree (the start page), ``kb_load_sample`` after the pages (what refers to them).
"""

from pathlib import Path

from django.db import transaction
from wagtail import hooks

from kb.content.loading.folder import SAMPLE_FOLDER, read_folder
from kb.content.loading.pages import create_drafts, publish_pages
from kb.content.loading.records import Report
from kb.content.loading.references import References
from kb.content.loading.snippets import load_after_pages, load_before_pages
from kb.content.loading.tree import load_tree


def load_sample(folder: Path = SAMPLE_FOLDER) -> Report:
    """Load the sample in ``folder`` and say what became of each entry.

    Raises SampleError, with nothing written, where the files have problems.
    """
    sample = read_folder(folder)
    with transaction.atomic():
        report = Report()
        for load in hooks.get_hooks("kb_load_sample_root"):
            load(folder, report)
        tree = load_tree(sample, report)
        load_before_pages(sample, report)
        pending = create_drafts(sample, tree, report)
        references = References.read(sample.titles)
        publish_pages(pending, references, report)
        load_after_pages(sample, report, references)
        for load in hooks.get_hooks("kb_load_sample"):
            load(folder, report)
    return report
