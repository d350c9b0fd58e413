"""A page with all that a reader's view prints of it, in as few questions to the database as can be."""

from typing import Any, TypeVar, cast

from django.db.models import Prefetch
from wagtail.models import Page

from kb.content.models import (
    ExplanationPage,
    KnowledgePage,
    ReferralPage,
    ServiceChannel,
    ServiceDeadline,
    ServicePage,
)

#: Who answers for a page and what replaces it: in its foot and its panel.
_SHARED = ("owner_unit", "content_owner", "deputy", "replaced_by")
_JOINED: dict[type[Page], tuple[str, ...]] = {ServicePage: ("decides_unit",), ReferralPage: ("institution",)}
_ROWS: dict[type[Page], tuple[Any, ...]] = {
    ServicePage: (
        Prefetch("channels", ServiceChannel.objects.select_related("contact")),
        Prefetch("deadlines", ServiceDeadline.objects.select_related("legal_act")),
        "fees",
    ),
    ExplanationPage: ("values",),
    ReferralPage: ("institution__phones", "institution__intervals"),
}

P = TypeVar("P", bound=Page)


def readable(page: P) -> P:
    """``page`` as an instance of its own type, with its rows and what they point at."""
    model = cast(type[Page] | None, page.cached_content_type.model_class())
    if model is None or not issubclass(model, KnowledgePage):
        return cast(P, page.specific)
    found = model._default_manager.select_related(*_SHARED, *_JOINED.get(model, ()))
    return cast(P, found.prefetch_related(*_ROWS.get(model, ())).get(pk=page.pk))
