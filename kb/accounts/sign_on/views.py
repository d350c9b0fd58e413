"""Two addresses: the way to the provider, and the way back."""

import logging

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from requests import RequestException

from kb.accounts.sign_on.adapters import describe
from kb.accounts.sign_on.admission import Reason
from kb.accounts.sign_on.configuration import is_on
from kb.accounts.sign_on.provider import CompanyOAuth2Adapter
from kb.accounts.sign_on.refusal import refusal

logger = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """POST leads to the provider. 404 where there is none."""
    if not is_on():
        raise Http404
    if request.method == "GET":
        return redirect("login")
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, request.get_host(), request.is_secure())
    provider = get_adapter(request).get_provider(request, settings.OIDC_ISSUER)
    try:
        response: HttpResponse = provider.redirect(request, AuthProcess.LOGIN, next_url=wanted if safe else None)
    except (RequestException, OAuth2Error) as error:
        logger.warning("single sign-on: the provider does not answer: %s", describe(error))
        return refusal(request, Reason.UNREACHABLE)
    return response


@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """Where the provider sends the browser back. 404 where there is none."""
    if not is_on():
        raise Http404
    adapter = CompanyOAuth2Adapter(request, settings.OIDC_ISSUER)
    response: HttpResponse = OAuth2CallbackView.adapter_view(adapter)(request)
    return response
