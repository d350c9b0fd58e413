"""The company's OpenID Connect provider, stricter than allauth's: every identity token is verified with the provider's
keys, belongs to this log-in (nonce) and to the issuer of the settings."""

import base64
import hashlib
import hmac
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kb.accounts.sign_on.claims import Claims, read_claims


class CompanyLogin(SocialLogin):
    """A log-in under way, with what the provider said."""

    claims: Claims


def company_app() -> SocialApp:
    """The registration with the provider, from the settings.

    Accounts are kept under the issuer's address: another provider's subject of the same name is somebody else.
    """
    return SocialApp(
        provider="openid_connect",
        provider_id=settings.OIDC_ISSUER,
        name=settings.OIDC_NAME,
        client_id=settings.OIDC_CLIENT_ID,
        secret=settings.OIDC_CLIENT_SECRET,
        settings={"server_url": settings.OIDC_ISSUER},
    )


def nonce_of(code_verifier: str) -> str:
    """The nonce that goes with a PKCE verifier: whoever has the one in the session can tell the other."""
    digest = hashlib.sha256(f"nonce:{code_verifier}".encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class CompanyOAuth2Adapter(OpenIDConnectOAuth2Adapter):
    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if str(config.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER:
            raise OAuth2Error("The provider calls itself otherwise than OIDC_ISSUER.")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if name not in config:
                raise OAuth2Error(f"The provider does not say its {name}.")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("sign_on_answer"))

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> Any:
        self.nonce = nonce_of(pkce_code_verifier or "")
        return super().get_access_token_data(request, app, client, pkce_code_verifier=pkce_code_verifier)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> CompanyLogin:
        try:
            id_token = self._verified(app, kwargs["response"]["id_token"])
            has_userinfo = "userinfo_endpoint" in self.openid_config
            userinfo = self._fetch_user_info(token.token) if has_userinfo else {"sub": id_token["sub"]}
            if userinfo["sub"] != id_token["sub"]:
                raise OAuth2Error("Userinfo is about somebody else.")
            claims = read_claims(id_token, userinfo)
        except (KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("The provider's answer lacks what OpenID Connect promises.") from error
        provider = self.get_provider()
        login = CompanyLogin(provider=provider, account=SocialAccount(provider=provider.sub_id, uid=claims.subject))
        login.claims = claims
        return login

    def _verified(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        data: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not hmac.compare_digest(str(data.get("nonce", "")), self.nonce):
            raise OAuth2Error("The identity token belongs to another log-in.")
        return data


class CompanyProvider(OpenIDConnectProvider):
    oauth2_adapter_class = CompanyOAuth2Adapter

    def get_pkce_params(self) -> dict[str, str]:
        """Always with PKCE; the nonce rides along into the address of the provider."""
        parameters: dict[str, str] = generate_code_challenge()
        return {**parameters, "nonce": nonce_of(parameters["code_verifier"])}
