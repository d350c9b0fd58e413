"""How an open page learns of notices, and how a person hides one."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import etag, require_GET, require_POST

from kb.content.models import Notice
from kb.desk.back import from_script, way_back
from kb.desk.notices.dismiss import dismiss
from kb.desk.notices.fragment import ALL, URGENT, notices_html
from kb.desk.notices.shown import stamp


def _etag(request: HttpRequest) -> str:
    return f'"{stamp()}"'


@require_GET
@etag(_etag)
def notices_stamp(request: HttpRequest) -> JsonResponse:
    """``{"stamp": …}``, 304 while it is the same. Every open page asks this; it costs session, user and version."""
    return JsonResponse({"stamp": stamp()})


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Strip and notices for a page that is open, ``?kuri=all`` for the start page. A part of a page, no page."""
    which = request.GET.get("kuri", URGENT)
    if which not in {ALL, URGENT}:
        raise Http404
    context = {"notices_html": notices_html(request, which), "which": which, "stamp": stamp()}
    return render(request, "desk/notices_part.html", context)


@require_POST
def hide_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide one and go back; with a script 204, or 409 where the notice says something else by now."""
    notice = get_object_or_404(Notice, pk=pk)
    hidden = dismiss(request.user, notice, request.POST.get("wording", ""))
    if from_script(request):
        return HttpResponse(status=204 if hidden else 409)
    return HttpResponseRedirect(way_back(request), status=303)
