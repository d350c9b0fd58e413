"""allauth's addresses of a provider, a log-in without a form, and what tests change about people."""

import json

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model, login, logout
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path

from tests.accounts.idp_site.claims import MOOD


def log_in(request: HttpRequest) -> HttpResponse:
    """Who is named in the cookie ``person`` has typed the right password."""
    user = get_user_model().objects.get(username=request.COOKIES["person"])
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(request.GET["next"])


def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponse("out")


def person(request: HttpRequest) -> HttpResponse:
    """Make or change a person; answers with their subject."""
    given = json.loads(request.body)
    user, _ = get_user_model().objects.get_or_create(username=given["username"])
    user.first_name, user.last_name = given.get("first_name", ""), given.get("last_name", "")
    user.save()
    user.groups.set([Group.objects.get_or_create(name=name)[0] for name in given["groups"]])
    EmailAddress.objects.filter(user=user).delete()
    if given.get("email"):
        EmailAddress.objects.filter(email__iexact=given["email"]).delete()  # an earlier holder
        EmailAddress.objects.create(user=user, email=given["email"], verified=given["verified"], primary=True)
    return HttpResponse(str(user.pk))


def mood(request: HttpRequest) -> HttpResponse:
    MOOD["now"] = request.body.decode()
    return HttpResponse("so be it")


urlpatterns = [
    path("", include("allauth.idp.urls")),
    path("log-in/", log_in),
    path("log-out/", log_out, name="account_logout"),
    path("tests/person", person),
    path("tests/mood", mood),
]
