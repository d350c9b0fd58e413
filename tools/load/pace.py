"""How fast people work: seconds and shares of a working day, each with its reason. Pauses vary, see ``around``."""

import random

#: Accounts of employees. Where more people are asked for, some share one: the company does not have more, and lists of
#: people in the admin would be longer than they are.
ACCOUNTS = 300
#: From one client to the next. At the counter and on the phone a client takes a minute or two; nobody has a free day.
NEXT_CLIENT = 90.0
#: Between two keys. One hand on the keyboard, the client talks: 40 words a minute.
KEY = 0.25
#: static/kb/js/combobox.js asks when nothing was typed for 40 ms: at this pace after each key, from the second letter.
FIRST_ASKED = 2
#: Reading the list until something in it is chosen.
READ_LIST = 3.0
#: Reading a card while going down the list with the arrow.
READ_CARD = 2.0
#: Reading a page aloud to the client before something is copied or the next thing is asked.
READ_PAGE = 20.0
#: static/kb/js/notices.js: a page that is open asks so often whether there are new notices. All pages are taken to be
#: in sight all day, which is more than happens: people have other windows too.
NOTICES = 7.0

#: Of what was typed so many are answered by a suggestion; the others by the list of results.
BY_SUGGESTION = 0.4
#: How many more cards are looked at with the arrow before one is opened: mostly the first hit is it.
CARDS_LOOKED_AT = (0, 0, 1, 2)
#: With so many clients one more page is opened, by a link, a list or a favourite.
ONE_MORE = 0.4
#: Of pages opened so many are copied from, and say whether they helped.
COPIES, HELPED = 0.5, 0.02
#: Between two clients so many look at something else: news, due dates, who is here, learning.
LOOKS_AROUND = 0.1

#: An editor has a page open for so long before it is sent. Wagtail's editor saves by itself whenever nothing was typed
#: for half a second: with somebody who thinks while typing, every five seconds.
EDITS_PAGE = 60.0
AUTOSAVES = 12
#: From one page to the next.
NEXT_PAGE = 30.0
#: Of the pages so many are handed in for approval, the others stay drafts; another editor decides.
HANDED_IN = 0.6
#: Of what an editor does so many are imports of a small table.
IMPORTS = 0.1


def around(seconds: float) -> float:
    """A pause of about so long: half to one and a half of it, so that people do not step together."""
    return seconds * random.uniform(0.5, 1.5)  # noqa: S311
