"""Rules that every response keeps: log-in, age of a session, caching, the admin's content security policy."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]

SIGNED_IN_AT = "signed_in_at"


class LoginRequiredMiddleware(DjangoLoginRequiredMiddleware):
    """Everything needs a log-in but views marked so; ``/api/`` answers 401 in JSON instead of a redirect.

    ``/admin/`` also needs the right to it, whatever a view says (those of Wagtail's own interface call themselves
    open). Wagtail would send a person without it to the log-in page, which sends whoever is logged in back: a loop.
    Here the answer is 403.
    """

    #: Wagtail's page that fails on purpose.
    UNUSED_NAMES = frozenset({"wagtailadmin_error_test"})

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in self.UNUSED_NAMES:
            raise Http404
        if not request.path_info.startswith("/admin/") or name == "wagtailadmin_login":
            return super().process_view(request, view_func, view_args, view_kwargs)
        if not request.user.is_authenticated:
            return self.handle_no_permission(request, view_func)
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return None

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.path_info.startswith("/api/"):
            error = {"code": "login_required", "message": _("Log in first.")}
            return JsonResponse({"error": error}, status=401)
        return super().handle_no_permission(request, view_func)


class SessionAgeMiddleware:
    """Ends a session nine hours after log-in, however busy it was."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in_at = request.session.get(SIGNED_IN_AT)
        if signed_in_at is not None and time.time() - signed_in_at > settings.SESSION_COOKIE_AGE:
            logout(request)
        return self.get_response(request)


@receiver(user_logged_in, dispatch_uid="kb.accounts.signed_in_at")
def remember_sign_in(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    if request is not None:
        request.session[SIGNED_IN_AT] = time.time()


class PrivateCacheMiddleware:
    """Nothing behind the log-in is kept by shared caches, whatever a view says; restricted pages by no cache at all."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 500:
            response["Cache-Control"] = "no-store"  # without asking who it is: perhaps it was the database that failed
            return response
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            if getattr(request, "kb_restricted", False):
                response["Cache-Control"] = "private, no-store"
            elif "Cache-Control" not in response:
                response["Cache-Control"] = "private, no-cache"
            else:
                patch_cache_control(response, private=True)  # Wagtail calls images public.
        return response


class AdminContentSecurityPolicyMiddleware:
    """Gives ``/admin/`` its own policy; readers' pages keep the strict one.

    A preview is an inner request under the page's own address and stands in a frame of the admin.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/admin/") or getattr(request, "is_preview", False):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return response
