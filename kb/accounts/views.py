"""Log-in and log-out: one Latvian page for the site and the admin."""

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache


class SignInView(LoginView):
    template_name = "accounts/login.html"
    redirect_authenticated_user = True


@method_decorator(never_cache, name="dispatch")
class SignOutView(LogoutView):
    """POST only, as Django has it."""


def admin_login(request: Any) -> Any:
    """Wagtail's own log-in address leads to ours, with the page asked for."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, request.get_host(), request.is_secure())
    return redirect_to_login(wanted if safe else reverse("wagtailadmin_home"), reverse("login"))
