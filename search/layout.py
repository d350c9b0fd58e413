"""Words typed with the keyboard set to Russian: the same keys read as Latin letters."""

_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбю"
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_SAME_KEY = str.maketrans(_CYRILLIC + _CYRILLIC.upper(), _LATIN + _LATIN.upper())


def as_latin(text: str) -> str:
    """``text`` as it would read with the Latin layout; empty where no letter of it is Cyrillic."""
    latin = text.translate(_SAME_KEY)
    return latin if latin != text else ""
