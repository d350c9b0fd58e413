"""Identification: channel × kind of information × proof, read from the channels of the services.

Two kinds of information matter. General information is for everybody. What concerns one client (a debt, a bill, a
change of data) is given only where the service's channel names a proof of identity, and after that proof.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from kb.content.browsing import visible_to
from kb.content.choices import Availability, Channel
from kb.content.models import ServiceChannel, ServicePage
from kb.desk.phone.rule import proof_of


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof of identity with the number of services that ask for it; ``sample``: nobody has confirmed one of them."""

    text: str
    services: int
    sample: bool


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel: how many services give general information in it, and what proves identity there."""

    label: str
    general: int
    without_proof: int
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A service in one channel. ``availability`` is empty where the service does not name the channel."""

    availability: str
    proof: str
    sample: bool


@dataclass(frozen=True, slots=True)
class ServiceRow:
    code: str
    title: str
    url: str
    cells: tuple[Cell, ...]
    note: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    channels: tuple[ChannelRow, ...]
    services: tuple[ServiceRow, ...]
    headings: tuple[str, ...]


def identification_matrix(request: HttpRequest) -> Matrix:
    """The matrix of the services that this reader may see, in the order of their codes."""
    pages = visible_to(ServicePage.objects.live(), request).prefetch_related("channels").order_by("code")
    services = [(page, {row.channel: row for row in page.channels.all()}) for page in pages]
    unsure = {page.pk for page, _rows in services if page.sample}
    return Matrix(
        channels=tuple(
            _channel(channel, [rows.get(channel.value) for _page, rows in services], unsure) for channel in Channel
        ),
        services=tuple(_service(page, rows) for page, rows in services),
        headings=tuple(str(channel.label) for channel in Channel),
    )


def _channel(channel: Channel, rows: list[ServiceChannel | None], samples: set[int]) -> ChannelRow:
    served = [row for row in rows if row is not None and row.availability != Availability.NO]
    counts = Counter(proof_of(row) for row in served if proof_of(row))
    unsure = {proof_of(row) for row in served if row.sample or row.page_id in samples}
    return ChannelRow(
        label=str(channel.label),
        general=len(served),
        without_proof=sum(not proof_of(row) for row in served),
        proofs=tuple(Proof(text, number, text in unsure) for text, number in counts.most_common()),
    )


def _service(page: ServicePage, rows: dict[str, Any]) -> ServiceRow:
    return ServiceRow(
        code=page.code,
        title=page.title,
        url=page.url or "",
        cells=tuple(_cell(rows.get(channel.value)) for channel in Channel),
        note=page.personal_data_note,
        sample=page.sample,
    )


def _cell(row: ServiceChannel | None) -> Cell:
    if row is None:
        return Cell("", "", False)
    return Cell(row.availability, proof_of(row), row.sample)
