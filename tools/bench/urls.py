from django.http import HttpRequest, HttpResponse
from django.urls import path

from kb.urls import handler404, handler500  # noqa: F401
from kb.urls import urlpatterns as site_urls


def floor(request: HttpRequest) -> HttpResponse:
    """What the log-in check and the middleware cost by themselves."""
    return HttpResponse(f"constant for {request.user.pk}")


urlpatterns = [path("bench-floor/", floor), *site_urls]
