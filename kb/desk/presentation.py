"""A page as readers see its answer: on its own page and as the card beside the results."""

from dataclasses import dataclass
from datetime import date

from kb.content.choices import TrustState
from kb.content.models import KnowledgePage
from kb.content.trust import Trust
from kb.desk.answer import Answer, answer_of
from kb.desk.copies import Copies, copies_of
from kb.desk.phone.mode import COUNTER, ClientMode
from kb.desk.phone.rule import PhoneRule, phone_rule
from kb.desk.reference import Company, reference


@dataclass(frozen=True, slots=True)
class PageView:
    """The answer of a page for a client who applies on ``received``, as judged on ``today``.

    ``kept``: it will be read on some later day, as in a copy of the knowledge base.
    """

    answer: Answer
    trust: Trust
    copies: Copies
    company: Company
    received: date
    today: date
    phone: PhoneRule
    kept: bool = False

    @property
    def withdrawn(self) -> bool:
        return self.trust.state == TrustState.WITHDRAWN

    @property
    def overdue(self) -> bool:
        return self.trust.state == TrustState.OVERDUE

    @property
    def sample(self) -> bool:
        return self.trust.state == TrustState.SAMPLE

    @property
    def other_day(self) -> bool:
        """True where the answer is read or asked for on another day: nothing may then say «šodien»."""
        return self.kept or self.received != self.today


def present(page: KnowledgePage, *, day: date, today: date, mode: ClientMode = COUNTER) -> PageView:
    """The answer with values in force on ``day``; dates are counted from ``day`` as if the client applied then.

    ``mode``: how the client is served; by phone some passages are withheld.
    """
    known = reference()
    answer = answer_of(page, day, day, known.special_days)
    trust = page.trust(today)
    copies = copies_of(page, answer, trust, day, known.company)
    phone = phone_rule(page, mode)
    return PageView(answer, trust, copies, known.company, received=day, today=today, phone=phone)
