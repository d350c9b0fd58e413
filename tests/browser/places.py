"""Addresses of the sample site that the browser tests visit."""

SERVICE = "/pakalpojumi/parada-atmaksas-grafiks/"  # P11, PARAUGS
REFERRAL = "/kam-nodot/ventspils-socialais-dienests/"  # I05, not a sample
GUIDED = "/jautajumi/nav-siltuma-vai-auksti/"  # L01
EXPLANATION = "/skaidrojumi/kad-iesledz-un-atsledz-apkuri/"  # E01
PHRASE = "/frazes/sasveicinasanas/"  # F01
CONTACT = "/kontakti/darba-laiks/"  # K02
TAG = "/birka/apkure/"
STANDARD_SECTION = "/standarts/pieejamiba/"
STANDARD = "/standarts/"
COLLECTION = "/pakalpojumi/"
RESULTS = "/meklet/?q=atslegs+par+nemaksasanu"
NOTHING_FOUND = "/meklet/?q=qqqq+zzzz"
CALCULATOR = "/termini/?received=2026-12-14&amount=10&unit=working_days"
CALCULATOR_ERROR = "/termini/?received=vakar&amount=10&unit=working_days"

READ = {
    "start": "/",
    "results": RESULTS,
    "service": SERVICE,
    "referral": REFERRAL,
    "standard": STANDARD_SECTION,
    "contact": CONTACT,
    "guided": GUIDED,
    "calculator": CALCULATOR,
    "favourites": "/izlase/",
    "what has changed": "/jaunumi/?no=2026-01-01",
}

#: Every kind of page that a reader meets.
EVERY = {
    **READ,
    "nothing found": NOTHING_FOUND,
    "explanation": EXPLANATION,
    "phrase": PHRASE,
    "guided step": f"{GUIDED}?c=3.1",
    "guided outcome": f"{GUIDED}?c=3.1.1",
    "collection": COLLECTION,
    "tag": TAG,
    "whole standard": STANDARD,
    "calculator, empty": "/termini/",
    "who answers": "/kas-pie-mums/",
    "identification": "/identifikacija/",
    "glossary": "/vardnica/",
    "sheet for the wall": "/lapa/K01/siena/",
    "my messages": "/mani-zinojumi/",
    "feedback": "/atsauksme/P11/nepalidz/",
    "report of an error": "/atsauksme/P11/kluda/",
    "service on another day": f"{SERVICE}?datums=2026-12-22",
}
