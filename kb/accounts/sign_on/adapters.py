"""Where allauth asks this site: which provider there is, who comes in, what a failure looks like."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError
from django.http import HttpRequest
from requests import RequestException

from kb.accounts.sign_on.admission import Reason, Refused, admit
from kb.accounts.sign_on.provider import CompanyLogin, CompanyProvider, company_app
from kb.accounts.sign_on.refusal import refusal

logger = logging.getLogger(__name__)

#: Whose log-in it is after that; only this backend loads accounts.
BACKEND = "django.contrib.auth.backends.ModelBackend"


class SocialAdapter(DefaultSocialAccountAdapter):
    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> CompanyProvider:
        """The one of the settings, whatever rows the database has."""
        return CompanyProvider(request, app=company_app())

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False  # accounts are made in pre_social_login, by admission.py alone

    def pre_social_login(self, request: HttpRequest, sociallogin: CompanyLogin) -> None:
        """The provider has identified the person and the answer is verified: decide who that is here."""
        try:
            user = admit(sociallogin.account, sociallogin.user, sociallogin.claims)
        except Refused as refused:
            logger.info("single sign-on refused: %s", refused.reason)
            raise ImmediateHttpResponse(refusal(request, refused.reason, refused.subject)) from refused
        user.backend = BACKEND
        sociallogin.user = user

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        if error == AuthError.CANCELLED:
            reason = Reason.CANCELLED
        else:
            reason = Reason.UNREACHABLE if isinstance(exception, RequestException) else Reason.FAILED
            logger.warning("single sign-on failed: %s", describe(exception) or "the log-in was not begun here")
        raise ImmediateHttpResponse(refusal(request, reason))


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return []  # the provider asks for its own second factor; that of /ieiet/ is kb.accounts.second_factor

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is said about a log-in that went well."""


def describe(error: BaseException | None) -> str:
    """The error for the log, without addresses: they hold one-time codes."""
    if error is None:
        return ""
    return type(error).__name__ if isinstance(error, RequestException) else f"{type(error).__name__} {error}"
