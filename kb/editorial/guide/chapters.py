"""Chapters of the editors' guide, in the order in which they are read.

The guide is written for Latvian editors, in templates/editorial/guide/chapters/; what stands in «…» there is a word of
the interface, and a test looks for each of them in the catalogue.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chapter:
    """``picture``: a file in static/kb/guide/, made by ``python -m tools.guide_pictures``, with what it shows."""

    slug: str
    title: str
    about: str
    picture: str = ""
    shows: str = ""

    @property
    def template(self) -> str:
        return f"editorial/guide/chapters/{self.slug}.html"

    @property
    def file(self) -> str:
        return f"kb/guide/{self.picture}.png"


CHAPTERS = (
    Chapter(
        "teikums",
        "Teikums, ko saka klientam",
        "Lapas svarīgākais teikums: kā to uzrakstīt un kā tajā nonāk datums.",
        "lapa",
        "Pakalpojuma lapas cilne ar teikumu klientam un klientu vārdiem",
    ),
    Chapter(
        "klientu-vardi",
        "Klientu vārdi",
        "Lai lapu atrod ar tiem vārdiem, ko saka klients.",
        "meklesana",
        "Meklēšanas rezultāti vaicājumam klienta vārdiem",
    ),
    Chapter(
        "klientam-vai-ieksejs",
        "Klientam vai tikai darbiniekiem",
        "Kas drīkst nonākt pie klienta un kas nekad.",
    ),
    Chapter(
        "uzticamiba",
        "Uzticamība un pārbaude",
        "Kas par lapu atbild, līdz kurai dienai tā jāpārbauda un ko redz lasītājs.",
        "uzticamiba",
        "Cilne ar atbildīgo, pārbaudes datumu un avotu",
    ),
    Chapter(
        "vertibas-ar-datumiem",
        "Vērtības ar datumiem",
        "Termiņi, maksas un darba laiki, kas mainās paši savā dienā.",
    ),
    Chapter(
        "jautajumi-pa-soliem",
        "Jautājumi pa soļiem",
        "Kad klienta teiktais var nozīmēt vairākas lietas.",
    ),
    Chapter(
        "fakti",
        "Fakti vienuviet",
        "Kontakti, laiki, iestādes un vārdnīca: maina vienreiz, redz visur.",
    ),
    Chapter(
        "sinonimi",
        "Sinonīmi",
        "Vārdi, kas visur nozīmē vienu un to pašu.",
    ),
    Chapter(
        "nepilnibas",
        "Nepilnības",
        "Ko darbinieki nav atraduši un par ko ziņojuši.",
        "nepilnibas",
        "Nepilnību saraksts ar termiņiem un atbildīgajiem",
    ),
    Chapter(
        "apstiprinasana",
        "Apstiprināšana un publicēšana",
        "Neviens neapstiprina pats savu darbu.",
    ),
    Chapter(
        "importi",
        "Importi",
        "Standarts un kārtības no Word, PDF vai teksta; saraksti no tabulas.",
        "imports",
        "Importa priekšskatījums: rinda, faila teksts un kas mainās",
    ),
)
BY_SLUG = {chapter.slug: chapter for chapter in CHAPTERS}
