"""What this provider says of people: allauth's claims and their groups. ``MOOD`` makes it misbehave."""

from pathlib import Path
from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import PrivateKey
from django.conf import settings

#: Set by /tests/mood: ``other key`` signs with a key that is not published, ``other person`` answers for somebody else.
MOOD = {"now": ""}


class Adapter(DefaultOIDCAdapter):
    def get_claims(self, purpose: Any, user: Any, client: Any, scopes: Any, email: Any = None, **kwargs: Any) -> Any:
        claims = super().get_claims(purpose, user, client, scopes, email, **kwargs)
        if MOOD["now"] != "no groups":
            claims["groups"] = sorted(user.groups.values_list("name", flat=True))
        if MOOD["now"] == "other person" and purpose == "userinfo":
            claims["sub"] = "somebody-else"
        return claims

    def get_signing_key(self) -> PrivateKey:
        if MOOD["now"] == "other key":
            folder = Path(settings.DATABASES["default"]["NAME"]).parent
            return PrivateKey(pem=(folder / "other.pem").read_text())
        return super().get_signing_key()
