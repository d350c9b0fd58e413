"""Log-in and log-out: one Latvian page for the site and the admin."""

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from kb.accounts.second_factor import factor as second_factor
from kb.accounts.second_factor import pending
from kb.accounts.sign_on.configuration import form_origins, is_on


class SignInView(LoginView):
    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The form of the company's account leads to another host; this page alone may do that."""
        response = super().dispatch(request, *args, **kwargs)
        if origins := form_origins():
            response._csp_update = {"form-action": origins}  # type: ignore[attr-defined]
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = {"sign_on": True, "sign_on_name": settings.OIDC_NAME} if is_on() else {}
        return {**super().get_context_data(**kwargs), **on}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        if second_factor.needed(user):
            pending.begin(self.request, user, self.get_success_url())
            return redirect("second_factor")
        return super().form_valid(form)


@method_decorator(never_cache, name="dispatch")
class SignOutView(LogoutView):
    """POST only, as Django has it."""


def admin_login(request: Any) -> Any:
    """Wagtail's own log-in address leads to ours, with the page asked for."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, request.get_host(), request.is_secure())
    return redirect_to_login(wanted if safe else reverse("wagtailadmin_home"), reverse("login"))
