"""What the provider says of a person, reduced to what is used here."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Claims:
    """``subject``: the provider's own name for the person, which never changes. ``email``: empty unless verified;
    ``unverified_email``: one that the provider does not vouch for. ``groups``: None where the provider sent none."""

    subject: str
    username: str
    first_name: str
    last_name: str
    email: str
    unverified_email: str
    groups: frozenset[str] | None


def read_claims(id_token: dict[str, Any], userinfo: dict[str, Any]) -> Claims:
    """From the identity token and the answer of the userinfo address, which wins: it usually knows more."""
    both = {**id_token, **userinfo}
    # Address and «verified» from one source: one must not vouch for the address of the other.
    source = userinfo if userinfo.get("email") else id_token
    email = str(source.get("email") or "")
    verified = source.get("email_verified") in (True, "true")
    return Claims(
        subject=str(both["sub"]),
        username=str(both.get("preferred_username") or both["sub"]),
        first_name=str(both.get("given_name") or "")[:150],
        last_name=str(both.get("family_name") or "")[:150],
        email=email if verified else "",
        unverified_email="" if verified else email,
        groups=_groups(both.get(settings.OIDC_GROUPS_CLAIM)),
    )


def _groups(value: Any) -> frozenset[str] | None:
    if value is None:
        return None
    return frozenset(str(group) for group in (value if isinstance(value, list) else [value]))
