"""About four hundred Latvian lemmas with the endings of their class, as a frequency list.

The words are those of a heat company's counter; the forms are real, the sentences made of them mean nothing.
"""

import random
from dataclasses import dataclass
from itertools import accumulate

#: Class of a lemma: what is cut off its dictionary form, and the endings put there instead.
ENDINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "fixed": ("", ("",)),
    "masculine": ("s", ("s", "a", "am", "u", "ā", "i", "iem", "us", "os")),
    "feminine": ("a", ("a", "as", "ai", "u", "ā", "ām", "ās")),
    "feminine_e": ("e", ("e", "es", "ei", "i", "ē", "ēm", "ēs")),
    "adjective": ("s", ("s", "a", "ais", "ā", "ie", "ajā", "ās", "am", "iem", "os")),
    "verb": ("t", ("t", "ju", "jām", "ja", "šu", "s", "sim", "šot")),
}

LEMMAS: dict[str, str] = {
    "fixed": """
        un ir par no ar uz ja vai kas to arī bet tikai kā pie ko līdz tad nav pēc šeit kad jau vēl jo pirms kur
        mēs jūs tagad vienmēr bieži kopā tomēr turklāt tāpēc šodien rīt vakar drīz nekad
    """,
    "masculine": """
        klients rēķins līgums siltums parāds darbinieks iesniegums tarifs pakalpojums uzņēmums dokuments
        maksājums grafiks īpašnieks īrnieks pārvaldnieks radiators mezgls tīkls vads krāns stāvs nams pagrabs
        jumts vārds numurs kanāls kontakts laiks gads projekts noteikums pieteikums atgādinājums brīdinājums
        pabalsts likums pants punkts lēmums atteikums iemesls jautājums saraksts reģistrs arhīvs pielikums
        aprēķins rādījums zudums katls dūms tvaiks remonts bojājums dienests operators speciālists jurists
        abonents darbs atvaļinājums piedāvājums pieprasījums apliecinājums paraksts raksts zvans apmeklējums
        galds lifts avots fakts rezultāts ieteikums nodoms process posms plāns budžets procents norēķins kredīts
        depozīts ūdensvads siltumvads vecums stāvvads pagalms kvartāls ciems dārzs tilts krasts vilciens
        autobuss veikals papīrs vāks motors filtrs vārsts cilvēks bērns tēvs augstums dziļums garums svars ātrums
        krājums pirkums īpašums mantojums saturs virsraksts kods zīmogs sertifikāts standarts pārrēķins pārskats
        ieraksts uzskats pasūtījums parametrs ekrāns pielietojums savienojums novietojums
    """,
    "feminine": """
        maksa summa daļa kārtība māja istaba rinda kārta karta lapa sūdzība uzskaita temperatūra cirkulācija
        sistēma iekārta garantija apdrošināšana komisija pilsēta iela teritorija ēka telpa drošība palīdzība
        sadarbība atbildība tiesība prasība vajadzība iespēja situācija problēma kļūda neskaidrība nodaļa
        grāmatvedība valoda saruna informācija ziņa instrukcija izziņa kopija forma veidlapa pilnvara apliecība
        fotogrāfija pirkšana pārdošana noma saimniecība mēnešalga pensija kompensācija atmaksa pārmaksa nomaksa
        izmaksa cena vērtība mērvienība kilovatstunda megavatstunda stunda diena nedēļa ziema vasara pieslēgšana
        atslēgšana pārbaudīšana slimnīca aptieka skola bibliotēka ostmala jūra sala gaisma krāsa lampa
    """,
    "feminine_e": """
        apkure piegāde adrese atlaide kontrole ierīce pārvalde būvvalde norāde bilance likme plāksne trase vide
        sieviete māte priede saule upe mēbele kvīte piezīme atzīme zīme slodze prakse puse vēlme eksperte roze
        bite zāle tēze bāze fāze
    """,
    "adjective": """
        silts auksts karsts liels mazs jauns vecs īss augsts zems dārgs lēts ātrs lēns precīzs skaidrs sarežģīts
        drošs bīstams pilnīgs daļējs svarīgs derīgs brīvs aizņemts atvērts slēgts pieejams nepieciešams obligāts
        oficiāls rakstisks elektronisks personīgs kopējs atsevišķs īpašs vispārīgs konkrēts pareizs nepareizs
        minimāls regulārs steidzams labs slikts kluss tīrs gatavs tukšs pilns mitrs sauss biezs stiprs vājs
    """,
    "verb": """
        maksāt runāt jautāt zvanīt rakstīt lasīt gaidīt meklēt pārbaudīt skaidrot palīdzēt strādāt domāt zināt
        prasīt solīt pievienot aizpildīt apstiprināt noraidīt atmaksāt samaksāt aprēķināt labot remontēt regulēt
        brīdināt informēt reģistrēt glabāt grozīt mainīt papildināt izskatīt vienot dalīt uzrādīt apmeklēt
        apkalpot konsultēt uzklausīt risināt ievērot nodrošināt organizēt nosūtīt atbildēt sagatavot saskaņot
        pieprasīt
    """,
}

#: The order of words by frequency is the same for every seed.
ORDER_SEED = 400
#: Keeps the very first words from standing in every sentence.
MANDELBROT_SHIFT = 2.7


@dataclass(frozen=True, slots=True)
class FrequencyList:
    """Word forms and their cumulated weights, ready for ``random.choices``."""

    forms: tuple[str, ...]
    cumulated: tuple[float, ...]


def lemma_forms(lemma: str, word_class: str) -> list[str]:
    """All forms of a lemma."""
    cut, endings = ENDINGS[word_class]
    stem = lemma.removesuffix(cut) if cut else lemma
    return [stem + ending for ending in endings]


def frequency_list(*, function_words: bool) -> FrequencyList:
    """Forms weighted as in real text: the n-th lemma comes about 1/n as often as the first (Zipf and Mandelbrot).

    Function words are the most frequent ones; without them the list is for titles and clients' phrases.
    """
    content = [(lemma, name) for name, text in LEMMAS.items() if name != "fixed" for lemma in text.split()]
    random.Random(ORDER_SEED).shuffle(content)  # noqa: S311
    fixed = [(lemma, "fixed") for lemma in LEMMAS["fixed"].split()] if function_words else []
    forms: list[str] = []
    weights: list[float] = []
    for rank, (lemma, name) in enumerate([*fixed, *content], start=1):
        found = lemma_forms(lemma, name)
        forms += found
        weights += [1 / (rank + MANDELBROT_SHIFT) / len(found)] * len(found)
    return FrequencyList(tuple(forms), tuple(accumulate(weights)))
