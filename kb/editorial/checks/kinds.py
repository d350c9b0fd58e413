"""What is looked for in the texts of pages, and what an editor is told to do about it."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Rule(models.TextChoices):
    """In the order of weight: the first keeps a page from being published, the others are hints."""

    PERSONAL = "personal", _("data of a person")
    INTERNAL = "internal", _("internal words in a text for the client")
    DEADLINE = "deadline", _("no deadline in force")
    CHANNEL = "channel", _("no word on how to reach it")
    ELSEWHERE = "elsewhere", _("refers to a document without a link")
    VAGUE = "vague", _("vague date")
    PHONE = "phone", _("number that is not kept among the contacts")
    PICTURE = "picture", _("picture without a description")
    OFFICIAL = "official", _("bureaucratic word")
    LONG = "long", _("sentence of more than 25 words")


#: What keeps a page from being published or submitted; a draft is saved all the same.
BLOCKING = Rule.PERSONAL

ADVICE: dict[Rule, Promise] = {
    Rule.PERSONAL: _("Take it out: the page cannot be published with it. What is ours belongs into the contacts."),
    Rule.INTERNAL: _("Move it to the internal procedure, or mark the passage as internal."),
    Rule.DEADLINE: _("Give the deadline that holds now, or say that there is none."),
    Rule.CHANNEL: _("Say how: the address, number or page."),
    Rule.ELSEWHERE: _("Link the document, or say here what it says."),
    Rule.VAGUE: _("Give the date, or until when it holds."),
    Rule.PHONE: _("Enter it once under Contacts or Institutions; then it is changed everywhere at once."),
    Rule.PICTURE: _("Say in words what the picture shows."),
    Rule.OFFICIAL: _("Say it as you would to a person."),
    Rule.LONG: _("Make two sentences of it."),
}
