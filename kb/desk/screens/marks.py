"""How far a page may be trusted, on the screen and on paper."""

from django.utils.translation import gettext as _

from kb.content.choices import TrustState
from kb.content.trust import Trust
from kb.desk.screens.values import TrustMark
from kb.formats.dates import short_date


def trust_mark(trust: Trust) -> TrustMark:
    """The mark of a page; where the check is overdue, the day it was due stands as ``until``."""
    overdue = trust.state == TrustState.OVERDUE
    on, until = (None, trust.on) if overdue else (trust.on, trust.until)
    return TrustMark(trust.state.value, trust.label, on, until)


def band(trust: Trust) -> str:
    """Why a sheet may not be handed out, empty where it may."""
    match trust.state:
        case TrustState.VERIFIED | TrustState.DUE:
            return ""
        case TrustState.SAMPLE:
            return sample_band()
        case TrustState.OVERDUE:
            return _("The check is overdue: not to be given to clients.")
        case TrustState.WITHDRAWN:
            return _("Withdrawn: not to be given to clients.")
    return _("Draft: not to be given to clients.")


def sample_band() -> str:
    return _("SAMPLE. Nobody has confirmed it: not to be given to clients.")


def state_on_paper(trust: Trust) -> str:
    """The state in words with its dates, for the foot of a sheet."""
    if trust.state == TrustState.VERIFIED and trust.on:
        checked = _("Verified on %(date)s") % {"date": short_date(trust.on)}
        return f"{checked} {_valid_until(trust)}".strip()
    if trust.state == TrustState.DUE:
        return f"{trust.label}. {_valid_until(trust)}".strip()
    return f"{trust.label}."


def _valid_until(trust: Trust) -> str:
    return _("Valid until %(date)s") % {"date": short_date(trust.until)} if trust.until else ""
