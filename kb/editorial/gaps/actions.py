"""Two small forms of the admin that a row of the queue leads to: pin a page, begin a page."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminPageChooser

from kb.content.choices import Kind
from kb.content.models import KnowledgePage
from kb.editorial.choices import OPEN_STATES
from kb.editorial.gaps.shown import shown_to
from kb.editorial.gaps.work import DRAFT_TYPES, ChangedMeanwhile, begin_draft, pin
from kb.editorial.models import Gap
from kb.editorial.places import collection_of


class PinForm(forms.Form):
    words = forms.CharField(label=gettext_lazy("Words of the search"), max_length=200)
    page = forms.ModelChoiceField(
        KnowledgePage.objects.live(),
        label=gettext_lazy("Page that comes first"),
        widget=AdminPageChooser(target_models=[KnowledgePage]),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class DraftForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Type of the page"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [kind for kind in DRAFT_TYPES if collection_of(kind, user)]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in offered]  # type: ignore[attr-defined]


class GapActionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """A form about one open row; a closed one is not found, nor one of a page that is closed to the person."""

    model = Gap
    permission_required = "change"
    template_name = "editorial/gap_action.html"
    header_icon = "clipboard-list"
    submit_label: Any = ""

    @cached_property
    def gap(self) -> Gap:
        rows = shown_to(self.request.user).select_related("owner", "page")
        return get_object_or_404(rows, pk=self.kwargs["pk"], state__in=OPEN_STATES)

    def get_page_subtitle(self) -> str:
        return str(self.gap)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        queue = {"url": reverse("gaps:index"), "label": _("Gaps")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.page_title}]

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.gap.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(gap=self.gap, submit_label=self.submit_label, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        self.gap.version = form.cleaned_data["seen"]
        try:
            return self.do(form.cleaned_data)
        except ChangedMeanwhile:
            messages.error(self.request, _("Somebody has changed this row meanwhile. Look at it again first."))
            return redirect("gaps:edit", self.gap.pk)

    def do(self, data: dict[str, Any]) -> HttpResponse:
        raise NotImplementedError


class PinView(GapActionView):
    form_class = PinForm
    page_title = gettext_lazy("Pin a page")
    submit_label = gettext_lazy("Pin")

    def user_has_permission(self, permission: str) -> bool:
        may = self.request.user.has_perm("wagtailsearchpromotions.add_searchpromotion")
        return may and bool(super().user_has_permission(permission))

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "words": self.gap.text, "page": self.gap.page}

    def do(self, data: dict[str, Any]) -> HttpResponse:
        pin(self.gap, data["words"], data["page"], self.request.user)
        messages.success(
            self.request,
            _("“%(page)s” comes first for “%(words)s” from now on.") % {"page": data["page"], "words": data["words"]},
        )
        return redirect("gaps:index")


class DraftView(GapActionView):
    form_class = DraftForm
    page_title = gettext_lazy("Begin a page")
    submit_label = gettext_lazy("Begin a draft")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "title": self.gap.text[:1].upper() + self.gap.text[1:]}

    def do(self, data: dict[str, Any]) -> HttpResponse:
        page = begin_draft(self.gap, Kind(data["kind"]), data["title"], self.request.user)
        messages.success(self.request, _("The draft holds the words of the search as clients' words."))
        return redirect("wagtailadmin_pages:edit", page.pk)
