"""Pictures as the admin shows them: Wagtail's lists and choosers name the file of a picture, not its signed address."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from wagtail.images import get_image_model


@permission_required("wagtailadmin.access_admin", raise_exception=True)
def image_file(request: HttpRequest, name: str) -> FileResponse:
    """The file of a picture or of a smaller version of it, for whoever may use the admin; 404 for any other file.

    Documents are never given out here: theirs is the view that asks for the restrictions of their collection.
    """
    file = _file_of_image(name)
    if file is None:
        raise Http404
    try:
        return FileResponse(file.open("rb"))
    except OSError as error:  # the row is there, the file is not, or its storage does not answer
        raise Http404 from error


def _file_of_image(name: str) -> FieldFile | None:
    image: Any = get_image_model()
    found = (model.objects.filter(file=name).first() for model in (image.get_rendition_model(), image))
    return next((one.file for one in found if one is not None), None)
