"""Lets a request read the content version once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kb.content.models.version import ContentVersion


class ContentVersionMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ContentVersion.begin_request()
        try:
            return self.get_response(request)
        finally:
            ContentVersion.end_request()
