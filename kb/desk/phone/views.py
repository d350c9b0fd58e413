"""The switch «The client is», the caller's identity, and the table of proofs."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kb.desk.back import way_back
from kb.desk.phone import mode
from kb.desk.phone.matrix import identification_matrix
from kb.desk.reference import reference


@require_POST
def client(request: HttpRequest) -> HttpResponse:
    """``client``: counter, phone, identified or next. Goes back to ``next`` of this site; a new client to the start."""
    response = HttpResponseRedirect(way_back(request))
    match request.POST.get("client"):
        case "counter":
            mode.serve_at_counter(response)
        case "phone":
            mode.serve_by_phone(response)
        case "identified":
            mode.identify(request, response)
        case "next":
            mode.next_client(response)
            response.headers["Location"] = "/"
        case _:
            return HttpResponseBadRequest(_("There is no such way of serving a client."))
    return response


@require_GET
def identification(request: HttpRequest) -> HttpResponse:
    """Channel, kind of information, proof: counted from the services, not typed anew."""
    matrix = identification_matrix(request)
    context = {"matrix": matrix, "company": reference().company, "today": timezone.localdate()}
    return render(request, "desk/identification.html", context)
