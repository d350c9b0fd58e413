"""The admin pages of imports: upload and list, preview and confirmation, tables to take away."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from kb.editorial.imports import runs
from kb.editorial.imports.documents import procedure, standard
from kb.editorial.imports.documents.reading import MOST_BYTES
from kb.editorial.imports.drafts import Refused
from kb.editorial.imports.tables import plan as tables
from kb.editorial.imports.tables.base import WRONG
from kb.editorial.models import ImportRun, Subject

#: The list under the form.
LISTED = 20


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """For whoever may import anything; Wagtail sends others back to the admin's home."""

    model = ImportRun
    permission_required = "add"
    header_icon = "upload"


class UploadForm(forms.Form):
    subject = forms.ChoiceField(label=gettext_lazy("What is in the file"))
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("A document: .docx, .pdf or .txt. A table: .csv in UTF-8."),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subjects = runs.allowed_subjects(user)
        self.fields["subject"].choices = [(s.value, s.label) for s in subjects]  # type: ignore[attr-defined]


class UploadView(ImportView, FormView):  # type: ignore[type-arg]
    """The file is read at once; what is wrong with it stands beside its field."""

    form_class = UploadForm
    page_title = gettext_lazy("Imports")
    template_name = "editorial/imports/upload.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listed = runs.runs_of(self.request.user).defer("plan")[:LISTED]
        exported = [subject for subject in runs.allowed_subjects(self.request.user) if subject in tables.TABLES]
        return super().get_context_data(runs=listed, exported=exported, **kwargs)

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        data = file.read(MOST_BYTES + 1)
        try:
            run = runs.upload(Subject(form.cleaned_data["subject"]), file.name, data, self.request.user)
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        return redirect("import_run", run.pk)


class RunView(ImportView, TemplateView):
    """Before the confirmation the preview, after it what was made."""

    @cached_property
    def run(self) -> ImportRun:
        return get_object_or_404(runs.runs_of(self.request.user), pk=self.kwargs["pk"])

    def get_page_title(self) -> Any:
        return self.run.get_subject_display().capitalize()

    def get_page_subtitle(self) -> str:
        return self.run.file_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("imports"), "label": _("Imports")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.run.file_name}]

    def get_template_names(self) -> list[str]:
        if self.run.confirmed_at:
            return ["editorial/imports/done.html"]
        name = self.run.subject if self.run.subject in ("standard", "procedure") else "table"
        return [f"editorial/imports/{name}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.run
        context = super().get_context_data(run=run, kept_days=runs.KEPT.days, **kwargs)
        if run.confirmed_at:
            return context
        if run.subject == Subject.STANDARD:
            lines, choices = standard.preview(run)
            return {**context, "lines": lines, "choices": choices}
        if run.subject == Subject.PROCEDURE:
            places = procedure.places_for(self.request.user)
            return {**context, "parts": procedure.parts_of(run, places), "places": places}
        rows = tables.rows_of(run)
        counts = tables.counts(rows)
        return {**context, "rows": tables.shown(rows), "counts": counts, "wrong": counts[WRONG]}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """«confirm» writes, «look» compares anew, «discard» forgets the upload."""
        answers = request.POST.dict()
        try:
            if "discard" in answers:
                return self._discard()
            if "confirm" in answers:
                runs.confirm(self.run, answers, request.user)
                messages.success(request, _("The import is done."))
            else:
                runs.look(self.run, answers, request.user)
        except Refused as refused:
            for text in refused.messages:
                messages.error(request, text)
        return redirect("import_run", pk)

    def _discard(self) -> HttpResponse:
        if runs.discard(self.run, self.request.user):
            messages.success(self.request, _("The upload was discarded."))
            return redirect("imports")
        messages.error(self.request, _("Not discarded: it has been imported meanwhile."))
        return redirect("import_run", self.run.pk)


class ExportView(ImportView, View):
    """All rows of one table as CSV."""

    def get(self, request: HttpRequest, subject: str) -> HttpResponse:
        if subject not in tables.TABLES:
            raise Http404
        if subject not in runs.allowed_subjects(request.user):
            raise PermissionDenied
        response = HttpResponse(tables.export(subject), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{tables.TABLES[subject].file_name}"'
        return response
