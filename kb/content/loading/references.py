"""From keys and codes of the files to objects of the database.

A person may have deleted what a file refers to: then there is no object, and what needs one is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.content.loading.rich_text import paragraphs
from kb.content.models import ContactPoint, Institution, KnowledgePage, LegalAct, Unit


@dataclass(frozen=True)
class References:
    titles: Mapping[str, str]
    page_ids: Mapping[str, int]
    units: Mapping[str, Unit]
    contacts: Mapping[str, ContactPoint]
    acts: Mapping[str, LegalAct]
    institutions: Mapping[str, Institution]

    @classmethod
    def read(cls, titles: Mapping[str, str]) -> "References":
        """What is in the database now."""
        return cls(
            titles=titles,
            page_ids=dict(KnowledgePage.objects.values_list("code", "pk")),
            units={unit.key: unit for unit in Unit.objects.all()},
            contacts={contact.key: contact for contact in ContactPoint.objects.all()},
            acts={act.key: act for act in LegalAct.objects.all()},
            institutions={institution.key: institution for institution in Institution.objects.all()},
        )

    def rich(self, text: str) -> str:
        """Rich text value with links to the pages."""
        return paragraphs(text, self.titles, self.page_ids)

    def page(self, code: str | None) -> int | None:
        return self.page_ids.get(code) if code else None

    def existing_pages(self, codes: list[str]) -> list[int]:
        """Ids of the pages that are there, in the order given."""
        return [self.page_ids[code] for code in codes if code in self.page_ids]

    def unit(self, key: str | None) -> Unit | None:
        return self.units.get(key) if key else None

    def contact(self, key: str | None) -> ContactPoint | None:
        return self.contacts.get(key) if key else None

    def act(self, key: str | None) -> LegalAct | None:
        return self.acts.get(key) if key else None
