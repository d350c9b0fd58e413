"""The page for whoever did not come in with the company's account: what happened, and what to do."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kb.accounts.sign_on.admission import Reason


def refusal(request: HttpRequest, reason: Reason, subject: str = "") -> HttpResponse:
    """``subject``, where it is known, is shown: by it an administrator connects an account."""
    title, text, status = {
        Reason.NO_GROUP: (
            _("There is no access to the knowledge base yet."),
            _("The company account was recognised, but it is in none of the groups that may use the knowledge base. "
              "Ask the supervisor or the IT department to add it; then log in again."),
            HTTPStatus.FORBIDDEN,
        ),
        Reason.DEACTIVATED: (
            _("The account here is closed."),
            _("An administrator of the knowledge base has closed it. If that is a mistake, ask an administrator."),
            HTTPStatus.FORBIDDEN,
        ),
        Reason.NOT_CONNECTED: (
            _("The company account is not connected yet."),
            _("There is already an account here with this e-mail or name, and it is not certain that it is the same "
              "person. Ask an administrator to connect the two, and name the identifier below."),
            HTTPStatus.FORBIDDEN,
        ),
        Reason.SUPERUSER: (
            _("This account does not log in with the company account."),
            _("The account of the site's administrator logs in with its password and a code."),
            HTTPStatus.FORBIDDEN,
        ),
        Reason.AGAIN: (
            _("Try once more."),
            _("Two windows logged in at the same moment."),
            HTTPStatus.CONFLICT,
        ),
        Reason.CANCELLED: (
            _("The log-in was cancelled."),
            _("Nothing has changed. Begin again, or log in with the password of the knowledge base."),
            HTTPStatus.OK,
        ),
        Reason.FAILED: (
            _("The log-in did not succeed."),
            _("The answer of the company's log-in did not fit this attempt: perhaps it took more than ten minutes, or "
              "the page was opened from an old address. Begin again. If it happens again, tell the IT department."),
            HTTPStatus.FORBIDDEN,
        ),
        Reason.UNREACHABLE: (
            _("The company's log-in does not answer."),
            _("Try again in a few minutes. Whoever has a password of the knowledge base can log in with it now."),
            HTTPStatus.SERVICE_UNAVAILABLE,
        ),
    }[reason]  # fmt: skip
    context = {"title": title, "text": text, "subject": subject}
    response = render(request, "accounts/sign_on_refused.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
