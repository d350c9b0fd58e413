"""The question before a page is taken off line or deleted: what leads to it, and which page replaces it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminPageChooser

from kb.content.models import KnowledgePage
from kb.editorial.touches.inbound import Inbound, inbound_of
from kb.editorial.touches.leave import GoneAlready, LinksChanged, ReplacementGone, Way, leave

#: Sent by this form and by none of Wagtail's.
DECIDED = "decided"


class LeaveForm(forms.Form):
    replacement = forms.ModelChoiceField(
        KnowledgePage.objects.live(),
        required=False,
        label=gettext_lazy("Page that replaces it"),
        help_text=gettext_lazy("The address and the code of the page lead there from then on."),
        widget=AdminPageChooser(target_models=[KnowledgePage]),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    decided = forms.CharField(widget=forms.HiddenInput, initial="1")


class LeaveView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Answers in place of Wagtail's own question; the rights were checked by Wagtail's view before."""

    template_name = "editorial/touches/leave.html"
    form_class = LeaveForm
    header_icon = "warning"
    page: KnowledgePage = None  # type: ignore[assignment]
    way: Way = Way.UNPUBLISH

    def get_page_title(self) -> str:
        return _("Delete the page") if self.way is Way.DELETE else _("Take the page off line")

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What Wagtail's own form sent is only the wish: the question follows."""
        if DECIDED in request.POST:
            return super().post(request, *args, **kwargs)
        return self.get(request)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if DECIDED not in self.request.POST:
            kwargs = {"initial": {"seen": self.inbound.stamp, "decided": "1", "replacement": self.page.replaced_by_id}}
        return kwargs

    @cached_property
    def inbound(self) -> Inbound:
        return inbound_of(self.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            inbound=self.inbound,
            deletes=self.way is Way.DELETE,
            next=get_valid_next_url_from_request(self.request),
            back_url=reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        chosen = form.cleaned_data["replacement"]
        parent = self.page.get_parent().pk
        title = self.page.get_admin_display_title()
        try:
            replacement = leave(
                self.page.pk,
                self.request.user,
                self.way,
                replacement_id=chosen.pk if chosen else None,
                seen=form.cleaned_data["seen"],
            )
        except LinksChanged:
            return self._ask_again(form, _("What leads to this page has changed meanwhile. Look at the list again."))
        except ReplacementGone:
            return self._ask_again(form, _("The page that you chose is not published, or it is this page itself."))
        except GoneAlready:
            messages.warning(self.request, _("Somebody has taken “%(page)s” away meanwhile.") % {"page": title})
            return redirect("wagtailadmin_explore", parent)
        self._say_done(title, replacement)
        return redirect(get_valid_next_url_from_request(self.request) or reverse("wagtailadmin_explore", args=[parent]))

    def _ask_again(self, form: LeaveForm, problem: str) -> HttpResponse:
        """With the choice that was made, and the links as they are now."""
        form.add_error(None, problem)
        form.data = {**dict(form.data.items()), "seen": self.inbound.stamp}
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def _say_done(self, title: str, replacement: KnowledgePage | None) -> None:
        text = _("“%(page)s” is deleted.") if self.way is Way.DELETE else _("“%(page)s” is off line.")
        said = [text % {"page": title}]
        if replacement is not None:
            said.append(_("Its address and code lead to “%(page)s”.") % {"page": replacement.title})
        messages.success(self.request, " ".join(said))
