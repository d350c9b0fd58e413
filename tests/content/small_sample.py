"""A sample of seven pages in a folder of its own, to be edited by tests."""

from pathlib import Path

COMMON = """\
title: {title}
slug: {slug}
short_answer: |-
  Pirmais teikums.
  Otrais teikums.
client_words: [kā to dara, nesaprotu]
tags: [rēķins]
standard_refs: [{refs}]
sample: true
source: Paraugs
source_checked: 2026-11-23
owner_unit: abonentu-dala
review_by: 2027-02-23
review_interval_months: 3
related: [{related}]
"""

SERVICE = """\
audience: [household]
channels:
  in_person: {available: "yes", how: Talsu ielā 84, contact: adrese, id_required: true, id_documents: Pase}
  post: {available: "no", id_required: false}
  electronic: {available: "no", id_required: false}
  phone: {available: general, how: Tikai vispārīgi, id_required: false}
deadlines:
  - {label: Atbilde, kind: term, amount: 10, unit: working_days, legal_act: iesniegumu-likums, sample: true}
fees:
  - {kind: free, text: Bez maksas, sample: true}
documents:
  - {kind: id, text: Pase vai eID karte}
ask:
  - Kā ar Jums sazināties?
steps:
  - text: "**Pārbaudiet** personu, tad <skatiet> [[E04|sekas]] un [[E04]]."
exceptions:
  - {if: "Nav līguma, skatiet [[E04]]", then: "Sūtiet: [[I05]]", decides: Vadītājs, sample: true}
faq:
  - {question: Vai atslēgs?, answer: "Nē, ja vienosimies.", page: E04}
  - {question: Vai var pa daļām?, answer: Var.}
  - {question: Cik ilgi?, answer: Desmit dienas.}
decides: {unit: abonentu-dala, text: Abonentu daļa, sample: true}
refer_to:
  - {when: Pabalsts, page: I05}
client_text: |-
  Jūs varat maksāt pa daļām. Vairāk: [[E04]].
internal:
  - {text: "Tikai mums.", sample: true}
public_url: null
public_url_note: Nav lapas
personal_data: Tikai pēc pases
legal_acts:
  - {act: iesniegumu-likums, note: 5. pants}
"""

EXPLANATION = """\
facts:
  - {label: Kas ir, text: "Skatiet [[P11]]"}
values:
  - {label: Tarifs, text: 80 EUR, valid_from: 2023-08-01}
body:
  - heading: Ko nozīmē
  - text: "Klientam: [[P11|grafiks]]."
  - list: [Viens, Divi]
  - internal: "Slepens teikums darbiniekam."
  - internal_list: [Slepens punkts]
legal_acts: []
"""

GUIDED = """\
stop_rule: Ja kūp, zvaniet.
nodes:
  - key: pirmais
    question: Kur ir auksti?
    answers:
      - {says: Visur, leads: grafiks, outcome: P11}
      - {says: Istabā, next: otrais}
  - key: otrais
    question: Vai krāns ir vaļā?
    answers:
      - {says: Jā, outcome: E04}
      - {says: Nē, outcome: P11}
"""

REFERRAL = """\
institution: dienests
competent: [Pabalsts]
not_competent:
  - {text: Rēķina kļūda, who: P11, who_text: Mēs}
take_along:
  - {text: Pase}
reach: Raiņa ielā 10
decides_in: null
from_us:
  - {text: Izziņa, page: P11}
internal: []
"""

PHRASE = """\
when: Kad kļūdījāmies
wordings:
  - {channel: spoken, text: "Atvainojiet, sk. [[P11]]."}
internal: []
"""

CONTACT = """\
facts:
  - {label: Laiks, text: Skatiet zemāk}
body: []
legal_acts: []
shows: [hours, emergency]
"""

STANDARD = """\
group: values
binding: true
intro: Klients izvēlas.
clauses:
  - {row: B7a, heading: Kanālu izvēlas klients., text: Izvēlas klients., guidance: [P11]}
"""

#: code: (type, title, slug, rows of the standard, related, own part)
PAGES = {
    "P11": ("service", "Parāda grafiks", "parada-grafiks", "A1", "E04", SERVICE),
    "E04": ("explanation", "Ko nozīmē parāds", "ko-nozime-parads", "", "P11", EXPLANATION),
    "L01": ("guided", "Auksti", "auksti", "", "", GUIDED),
    "I05": ("referral", "Sociālais dienests", "socialais-dienests", "", "P11", REFERRAL),
    "F02": ("phrase", "Atvainošanās", "atvainosanas", "", "", PHRASE),
    "K02": ("contact", "Darba laiks", "darba-laiks", "", "", CONTACT),
    "B7": ("standard", "Pieejamība", "pieejamiba", "B7a", "", STANDARD),
}

SNIPPETS = {
    "units": """\
- {key: abonentu-dala, name: Abonentu daļa, topics: [rēķini], deputy: vadiba, sample: false}
- {key: vadiba, name: Vadība, deputy: abonentu-dala, sample: true}
""",
    "contacts": """\
- {key: adrese, kind: address, label: Adrese, value: Talsu iela 84, unit: abonentu-dala, mark: F}
- {key: avarija, kind: phone, label: Avārija, value: '63627905', mark: F?, emergency_label: Siltumtīkli}
""",
    "institutions": """\
- key: dienests
  name: Sociālais dienests
  phones:
    - {number: '112', mark: A, emergency_label: Apdraudēta dzīvība}
""",
    "opening_hours": """\
- {key: talsu, location: Talsu iela 84, kind: working, week: {mon: [8.00-12.00, 13.00-17.00]}, sample: true}
""",
    "special_days": """\
- {date: 2026-12-23, kind: shortened, name: Pirms svētkiem, closes_at: '16.00', sample: true}
""",
    "legal_acts": """\
- {key: iesniegumu-likums, title: Iesniegumu likums, short: Iesniegumu likums, clause: 5. pants, note: Termiņi}
""",
    "glossary": """\
- {term: Abonents, aliases: [abonenti], plain: Klients ar līgumu., page: P11}
""",
    "notices": """\
- {key: laiks, text: PARAUGS. Īsāka diena., starts: 2026-11-23, ends: 2026-12-30, page: K02, sample: true}
""",
    "surveys": """\
- {key: aptauja, title: Aptauja, starts: 2026-11-01, ends: 2026-12-31, invitation: Novērtējiet mūs., sample: true}
""",
    "synonyms": """\
- {terms: [rēķins, čeks], one_way_to: null, note: Čeks}
- {terms: [truba], one_way_to: caurule}
""",
}

SITE = """\
site: {hostname: localhost, name: Zināšanu bāze}
home:
  title: Sākums
  slug: sakums
  reasons:
    - {words: Nevaru samaksāt, hint: "Parāds, grafiks", page: P11}
  pinned: [E04]
collections:
  - {title: Pakalpojumi, slug: pakalpojumi, of_kind: service}
  - {title: Jautājumi, slug: jautajumi, of_kind: guided}
  - {title: Kam nodot, slug: kam-nodot, of_kind: referral}
  - {title: Skaidrojumi, slug: skaidrojumi, of_kind: explanation}
  - {title: Frāzes, slug: frazes, of_kind: phrase}
  - {title: Kontakti, slug: kontakti, of_kind: contact}
standard: {title: Standarts, slug: standarts, version: 1, entered_on: 2026-11-23}
"""


def write_small_sample(folder: Path) -> Path:
    """Write the small sample into ``folder`` and return it."""
    (folder / "pages").mkdir(parents=True)
    (folder / "snippets").mkdir()
    (folder / "site.yaml").write_text(SITE)
    (folder / "standard_rows.yaml").write_text("A: [A1]\nB: [B7a]\n")
    for code, (kind, title, slug, refs, related, own) in PAGES.items():
        common = COMMON.format(title=title, slug=slug, refs=refs, related=related)
        (folder / "pages" / f"{code}.yaml").write_text(f"type: {kind}\ncode: {code}\n{common}{own}")
    for name, text in SNIPPETS.items():
        (folder / "snippets" / f"{name}.yaml").write_text(text)
    return folder


def edit(path: Path, old: str, new: str) -> int:
    """Replace the one place of ``old`` in the file; returns the line on which it began."""
    text = path.read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new))
    return text[: text.index(old)].count("\n") + 1
