"""The form of the admin for publishing urgently, and where the editor offers it."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from kb.content.choices import ChangeKind
from kb.content.models import KnowledgePage
from kb.content.what_changed import unsaid
from kb.editorial.workflow.permissions import may
from kb.editorial.workflow.rules import Action
from kb.editorial.workflow.urgent import publish_urgently


class UrgentForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it cannot wait for somebody else"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everybody who works in the admin reads it in the list of urgent publications."),
    )
    change_kind = forms.ChoiceField(
        label=_("Kind of change"), choices=ChangeKind.choices, widget=forms.RadioSelect, required=False
    )
    change_note = forms.CharField(
        label=_("What changed, in one line"),
        max_length=200,
        required=False,
        help_text=_("Readers see it in the list of what changed."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        if not isinstance(version, KnowledgePage):
            del self.fields["change_kind"], self.fields["change_note"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if isinstance(self.version, KnowledgePage):
            self.version.change_kind = data.get("change_kind", "")
            self.version.change_note = data.get("change_note", "")
            for name, problems in unsaid(self.version).items():
                self.add_error(name, problems)
        return data


class UrgentView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """What would go live, and why now. Only for those to whom the rules allow it."""

    form_class = UrgentForm
    template_name = "editorial/urgent.html"
    page_title = _("Publish urgently")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may(request.user, self.page, Action.PUBLISH_URGENTLY):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page, pk=self.kwargs["page_id"])

    @cached_property
    def version(self) -> Any:
        return self.page.get_latest_revision_as_object()

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = {"url": self.edit_url, "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.page_title}]

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_initial(self) -> dict[str, Any]:
        said = {name: getattr(self.version, name, "") for name in ("change_kind", "change_note")}
        return {"seen": self.page.latest_revision_id, **said}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "version": self.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        compare = ""
        if self.page.live and self.page.latest_revision_id:
            compare = reverse(
                "wagtailadmin_pages:revisions_compare", args=[self.page.pk, "live", self.page.latest_revision_id]
            )
        return super().get_context_data(compare_url=compare, edit_url=self.edit_url, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        try:
            publish_urgently(
                self.page.pk,
                self.request.user,
                data["reason"],
                seen=data["seen"],
                kind=data.get("change_kind", ""),
                note=data.get("change_note", ""),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("Published. It stands in the list of urgent publications."))
        return redirect(self.edit_url)


class UrgentMenuItem(ActionMenuItem):
    """Below the other actions of the editor, for pages that nobody may simply publish."""

    label = _("Publish urgently…")
    name = "action-urgent"
    icon_name = "warning"
    order = 90

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        shown = context["view"] == "edit" and page is not None and page.latest_revision_id
        return bool(shown) and may(context["request"].user, page, Action.PUBLISH_URGENTLY)

    def get_url(self, context: dict[str, Any]) -> str:
        return reverse("publish_urgently", args=[context["page"].pk])
