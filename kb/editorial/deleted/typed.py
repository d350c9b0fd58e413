"""What stands in a form that was sent, field by field as an editor knows them. Nothing is checked and nothing saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import capfirst
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks.base import BlockField
from wagtail.models import Page, PageSubscription

from kb.editorial.checks.texts import plain_lines, stream_texts

#: What is typed. Choices, ticks and chosen pages are quickly chosen again.
_TYPED = (forms.CharField, forms.IntegerField, forms.DateField, forms.TimeField, forms.DateTimeField)
#: The address of a page is made of its title.
_LEFT_OUT = {"slug"}


@dataclass(frozen=True, slots=True)
class Typed:
    """``where``: field and row («Termiņi 1, Skaits»)."""

    where: str
    text: str

    @property
    def lines(self) -> int:
        """How high the box is that shows it: about a hundred characters in a line, at most twenty lines."""
        return min(20, sum(1 + len(line) // 100 for line in self.text.splitlines()))


def typed_into(model: type[Model], request: HttpRequest) -> list[Typed]:
    """Everything that was typed into the admin's form of ``model``, in the order of the form."""
    form = _form(model, request)
    found = list(_fields(form, request, ""))
    for name, formset in getattr(form, "formsets", {}).items():
        if name != "comments":
            rows = [row for row in formset.forms if not request.POST.get(f"{row.prefix}-DELETE")]
            heading = capfirst(formset.model._meta.verbose_name_plural)
            for number, row in enumerate(rows, 1):
                found += _fields(row, request, f"{heading} {number}, ")
    return found


def _form(model: Any, request: HttpRequest) -> Any:
    thing = model()
    if issubclass(model, Page):
        extra = {"subscription": PageSubscription(user=request.user, page=thing)}
        handler = model.get_edit_handler()
    else:
        extra, handler = {}, model.snippet_viewset.get_edit_handler()
    return handler.get_form_class()(request.POST, request.FILES, instance=thing, for_user=request.user, **extra)


def _fields(form: Any, request: HttpRequest, before: str) -> Iterator[Typed]:
    for name, field in form.fields.items():
        if name in _LEFT_OUT or not isinstance(field, (*_TYPED, BlockField)):
            continue
        value = field.widget.value_from_datadict(request.POST, request.FILES, form.add_prefix(name))
        where = f"{before}{capfirst(field.label or name)}"
        if isinstance(field, BlockField):
            yield from (Typed(*found) for found in stream_texts(field.block, field.block.get_prep_value(value), where))
        elif value and (isinstance(field.widget, DraftailRichTextArea) or not field.widget.is_hidden):
            text = plain_lines(value) if isinstance(field.widget, DraftailRichTextArea) else str(value)
            if text.strip():
                yield Typed(where, text.strip())
