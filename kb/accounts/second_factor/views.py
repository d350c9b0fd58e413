"""The page for the code, and the one that sets the app up. Both only between a right password and the log-in."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kb.accounts.second_factor import factor, pending
from kb.accounts.sign_on.configuration import is_on
from kb.qr import draw_qr


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Wrong codes count as wrong passwords do: after eight the name is locked here for a while. 404 where single
    sign-on is off."""
    user = _person(request)
    if user is None:
        return redirect("login")
    if not factor.has_factor(user):
        return redirect("second_factor_set_up")
    if request.method == "GET":
        return render(request, "accounts/second_factor.html")
    if locked := _locked(request, user):
        return locked
    if not factor.accepts(user, _code(request)):
        _count(request, user)
        return render(request, "accounts/second_factor.html", {"wrong": True})
    wanted = pending.end(request)
    login(request, user)
    return redirect(wanted)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """The first time: the key as a QR code, a code as the proof that the app has it, then the recovery codes, once."""
    user = _person(request)
    if user is None:
        return redirect("login")
    if factor.has_factor(user):
        return redirect("second_factor")
    secret = pending.secret(request, generate_totp_secret())
    if request.method == "GET":
        return _set_up_page(request, user, secret)
    if locked := _locked(request, user):
        return locked
    if not validate_totp_code(secret, _code(request)):
        _count(request, user)
        return _set_up_page(request, user, secret, wrong=True)
    try:
        codes = factor.set_up(user, secret)
    except IntegrityError:  # in another window meanwhile
        return redirect("second_factor")
    wanted = pending.end(request)
    login(request, user)
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "wanted": wanted})


def _person(request: HttpRequest) -> Any:
    if not is_on():
        raise Http404
    return pending.person(request)


def _code(request: HttpRequest) -> str:
    return request.POST.get("code", "").replace(" ", "").replace("-", "")[:20]


def _set_up_page(request: HttpRequest, user: Any, secret: str, *, wrong: bool = False) -> HttpResponse:
    url = get_adapter().build_totp_url(user, secret)
    parts = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    context = {"wrong": wrong, "qr": draw_qr(url), "key": " ".join(parts), "url": url}
    return render(request, "accounts/second_factor_set_up.html", context)


def _locked(request: HttpRequest, user: Any) -> HttpResponse | None:
    credentials = {"username": user.get_username()}
    if AxesProxyHandler.is_allowed(request, credentials):
        return None
    response: HttpResponse = get_lockout_response(request, credentials=credentials)
    return response


def _count(request: HttpRequest, user: Any) -> None:
    """axes listens; at the eighth its middleware answers instead of the page."""
    user_login_failed.send(sender=__name__, credentials={"username": user.get_username()}, request=request)
