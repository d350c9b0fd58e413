"""What the employee is told under the panel while the client is on the phone."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.desk.phone.rule import PhoneRule
from kb.desk.screens.values import PhoneNotice


def phone_notice(rule: PhoneRule) -> PhoneNotice | None:
    """Why only general information is given, what is withheld, what would prove identity. None where all is told."""
    if not rule.withholds or not (rule.marked or rule.general):
        return None
    return PhoneNotice(
        lead=_("The client is on the phone: say only what is general."),
        text=" ".join(part for part in (_hidden(rule.marked), _way(rule)) if part),
        may_identify=rule.provable and bool(rule.marked or rule.proof),
        sample=rule.sample and bool(rule.proof),
    )


def _hidden(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "Withheld: %(number)d passage with data of the client.",
        "Withheld: %(number)d passages with data of the client.",
        number,
    ) % {"number": number}


def _way(rule: PhoneRule) -> str:
    """How identity is proven by phone or, where it is not, in the other channels."""
    if rule.proof:
        return _("Before the rest, check: %(proof)s.") % {"proof": rule.proof}
    if rule.elsewhere:
        return " ".join([_("Nobody is identified by phone here."), *(f"{way}." for way in rule.elsewhere)])
    return _("Before the rest, make sure who is calling.") if rule.provable and rule.marked else ""
