"""Invented pages as unsaved instances. The same random source gives the same pages."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.utils.text import slugify

from kb.content.choices import Availability, Channel, FeeKind, Kind, TermKind, TermUnit, Visibility
from kb.content.loading.fields import Block, stream
from kb.content.models import (
    ExplanationPage,
    KnowledgePage,
    PhrasePage,
    ServiceChannel,
    ServiceDeadline,
    ServiceFee,
    ServicePage,
    Unit,
)
from kb.content.synthetic.words import FrequencyList, frequency_list

#: How often each type comes, out of twenty. No referrals: invented words under a real institution would mislead.
MIX = {Kind.EXPLANATION: 9, Kind.SERVICE: 8, Kind.PHRASE: 3}
#: Fixed, so that the pages of a seed are the same on any day.
FIRST_REVIEW = date(2027, 3, 1)
REVIEW_SPREAD_DAYS = 300
SENTENCE_WORDS = (6, 14)


@dataclass
class Draft:
    """A page and the rows that belong to it, none of them saved."""

    page: KnowledgePage
    rows: list[ServiceChannel | ServiceDeadline | ServiceFee] = field(default_factory=list)


@dataclass
class Writer:
    """Makes text and pages from one random source."""

    source: random.Random
    unit: Unit

    @cached_property
    def _running(self) -> FrequencyList:
        return frequency_list(function_words=True)

    @cached_property
    def _content(self) -> FrequencyList:
        return frequency_list(function_words=False)

    def words(self, count: int) -> str:
        """Words of running text."""
        return " ".join(self.source.choices(self._running.forms, cum_weights=self._running.cumulated, k=count))

    def phrase(self, least: int, most: int) -> str:
        """Content words only, as in a title."""
        count = self.source.randint(least, most)
        return " ".join(self.source.choices(self._content.forms, cum_weights=self._content.cumulated, k=count))

    def sentence(self) -> str:
        text = self.words(self.source.randint(*SENTENCE_WORDS))
        return f"{text[0].upper()}{text[1:]}."

    def sentences(self, words: int) -> str:
        """Sentences of about ``words`` words together."""
        found: list[str] = []
        while sum(sentence.count(" ") + 1 for sentence in found) < words - SENTENCE_WORDS[0]:
            found.append(self.sentence())
        return " ".join(found)

    def kind(self) -> Kind:
        return self.source.choices(list(MIX), weights=list(MIX.values()))[0]

    def draft(self, kind: Kind, code: str) -> Draft:
        """A page of ``kind`` with about 300 words."""
        if kind == Kind.SERVICE:
            return self._service(code)
        if kind == Kind.PHRASE:
            return self._phrase_page(code)
        return self._explanation(code)

    def _fill(self, page: KnowledgePage, code: str) -> None:
        """What every page has; each is a sample, so that nobody is told invented things as true."""
        title = self.phrase(3, 5).capitalize()
        page.title = page.draft_title = title
        page.slug = slugify(f"{code} {title}")
        page.code = code
        page.kind = page.KIND
        page.short_answer = self.sentence()
        page.client_words = "\n".join(self.phrase(2, 5) for _number in range(3))
        page.owner_unit = self.unit
        page.review_by = FIRST_REVIEW + timedelta(days=self.source.randrange(REVIEW_SPREAD_DAYS))
        page.sample = True
        page.source = "Sintētiska lapa mēroga pārbaudei"

    def _stream(self, *blocks: Block) -> str:
        """A stream whose ids come from the source as well."""
        return stream(blocks, lambda: str(UUID(int=self.source.getrandbits(128), version=4)))

    def _explanation(self, code: str) -> Draft:
        page = ExplanationPage()
        self._fill(page, code)
        page.facts = self._stream(
            *(
                ("fact", {"label": self.phrase(1, 2)[:40], "text": f"<p>{self.phrase(3, 6)}</p>", "sample": True})
                for _number in range(2)
            )
        )
        blocks: list[Block] = []
        for visibility in (Visibility.CLIENT, Visibility.CLIENT, Visibility.INTERNAL):
            blocks.append(("heading", {"text": self.phrase(2, 4).capitalize()}))
            blocks.append(("text", {"text": f"<p>{self.sentences(80)}</p>", "visibility": visibility}))
        page.body = self._stream(*blocks)
        return Draft(page)

    def _service(self, code: str) -> Draft:
        page = ServicePage(client_text=self.sentences(60))
        self._fill(page, code)
        page.steps = self._stream(
            *(("step", {"text": f"<p>{self.sentence()}</p>", "sample": True}) for _number in range(6))
        )
        page.documents = self._stream(
            *(("document", {"kind": "form", "text": self.phrase(1, 3), "sample": True}) for _number in range(2))
        )
        page.faq = self._stream(
            *(
                ("qa", {"question": f"{self.phrase(3, 6)}?", "answer": f"<p>{self.sentences(25)}</p>"})
                for _n in range(3)
            )
        )
        page.internal = self._stream(("internal", {"text": f"<p>{self.sentences(45)}</p>", "sample": True}))
        return Draft(page, self._service_rows())

    def _service_rows(self) -> list[ServiceChannel | ServiceDeadline | ServiceFee]:
        """Channels, one deadline and one fee: without them a service may not be live."""
        states = [state.value for state in Availability]
        channels = [
            ServiceChannel(
                channel=channel,
                availability=Availability.YES if channel == Channel.IN_PERSON else self.source.choice(states),
                how=self.phrase(2, 4),
                id_required=self.source.random() < 0.5,
                sample=True,
                sort_order=order,
            )
            for order, channel in enumerate(Channel)
        ]
        deadline = ServiceDeadline(
            label=self.phrase(1, 2).capitalize(),
            kind=TermKind.TERM,
            amount=self.source.choice([5, 10, 15, 30]),
            unit=self.source.choice([TermUnit.WORKING_DAYS.value, TermUnit.DAYS.value]),
            sample=True,
        )
        return [*channels, deadline, ServiceFee(kind=FeeKind.FREE, sample=True)]

    def _phrase_page(self, code: str) -> Draft:
        page = PhrasePage(when=self.sentence())
        self._fill(page, code)
        wordings = ("spoken", "email", "letter")
        page.wordings = self._stream(
            *(("wording", {"channel": channel, "text": self.sentences(75)}) for channel in wordings)
        )
        page.internal = self._stream(("internal", {"text": f"<p>{self.sentences(35)}</p>", "sample": True}))
        return Draft(page)
