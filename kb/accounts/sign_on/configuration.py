"""What the environment says about single sign-on (docs/operations.md), and what is wrong with it."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import DatabaseError

#: A provider on this machine is reached without TLS: nothing leaves it.
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def is_on() -> bool:
    """Whether people may log in with the company's account."""
    return bool(settings.OIDC_ISSUER)


def groups_of_provider() -> list[tuple[str, str]]:
    """Pairs (group of the provider, group of ours) of ``OIDC_GROUPS``: ``theirs=ours;theirs=ours``.

    The last «=» of a pair divides it: names of a directory (``CN=…,OU=…``) have more of them.
    """
    pairs = (part.rpartition("=") for part in settings.OIDC_GROUPS.split(";") if part.strip())
    return [(theirs.strip(), ours.strip()) for theirs, _, ours in pairs]


def form_origins() -> list[str]:
    """Where the form of the log-in page may lead: the provider, and what ``OIDC_FORM_ORIGINS`` adds."""
    issuer = urlsplit(settings.OIDC_ISSUER)
    return [f"{issuer.scheme}://{issuer.netloc}", *settings.OIDC_FORM_ORIGINS] if is_on() else []


def problems() -> list[str]:
    """Why the site must not start with what is set: one sentence each."""
    return [*_problems_of_provider(), *_problems_of_header()]


def _problems_of_provider() -> Iterable[str]:
    values = {name: getattr(settings, name) for name in ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")}
    values["OIDC_GROUPS"] = settings.OIDC_GROUPS
    missing = [name for name, value in values.items() if not value]
    if len(missing) == len(values):
        return
    if missing:
        yield f"Single sign-on is half configured: set {', '.join(missing)}, or none of {', '.join(values)}."
    issuer = urlsplit(settings.OIDC_ISSUER)
    if issuer.netloc and issuer.scheme != "https" and issuer.hostname not in _LOOPBACK:
        yield "OIDC_ISSUER must begin with https://."
    elif settings.OIDC_ISSUER and not issuer.netloc:
        yield "OIDC_ISSUER must be an address, for example https://login.example.lv/realms/company."
    yield from _problems_of_groups()


def _problems_of_groups() -> Iterable[str]:
    pairs = groups_of_provider()
    if any(not theirs or not ours for theirs, ours in pairs):
        yield "OIDC_GROUPS must be written as theirs=ours;theirs=ours."
        return
    ours = {name for _theirs, name in pairs}
    try:
        known = set(Group.objects.filter(name__in=ours).values_list("name", flat=True))
    except DatabaseError:
        return  # No tables yet: the groups come with the first migration.
    if ours - known:
        yield f"OIDC_GROUPS names groups that do not exist here: {', '.join(sorted(ours - known))}."


def _problems_of_header() -> Iterable[str]:
    if not settings.REMOTE_USER_HEADER and not settings.TRUSTED_PROXIES:
        return
    if not settings.REMOTE_USER_HEADER or not settings.TRUSTED_PROXIES:
        yield "REMOTE_USER_HEADER and TRUSTED_PROXIES belong together: set both or none."
    for network in settings.TRUSTED_PROXIES:
        try:
            ipaddress.ip_network(network)
        except ValueError:
            yield f"TRUSTED_PROXIES: {network} is no address and no network."
