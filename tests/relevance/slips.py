"""One typing slip in a query, the same for the same seed."""

import random

LETTERS = "abcdefghijklmnopqrstuvz"
#: A slip in a shorter word is another word.
SHORTEST = 4


def with_slip(text: str, seed: str) -> str:
    """``text`` with one letter left out, added, swapped or replaced inside one word; short words are left alone."""
    chance = random.Random(seed)  # noqa: S311
    words = text.split()
    places = [place for place, word in enumerate(words) if len(word) >= SHORTEST]
    if not places:
        return text
    place = chance.choice(places)
    words[place] = _slip(words[place], chance)
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    match chance.choice(("missing", "added", "swapped", "replaced")):
        case "missing":
            return word[:at] + word[at + 1 :]
        case "added":
            return word[:at] + chance.choice(LETTERS) + word[at:]
        case "swapped":
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case _:
            return word[:at] + chance.choice(LETTERS) + word[at + 1 :]
