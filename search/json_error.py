"""Errors of the JSON interface, in the one shape that clients know."""

from django.http import JsonResponse


def json_error(code: str, message: str, status: int = 400) -> JsonResponse:
    return JsonResponse({"error": {"code": code, "message": message}}, status=status)
