"""Closed lists that page types, snippets, search and templates share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Page type as readers and the JSON interface name it."""

    SERVICE = "service", _("Service")
    GUIDED = "guided", _("Guided question")
    EXPLANATION = "explanation", _("Explanation")
    REFERRAL = "referral", _("Referral")
    PHRASE = "phrase", _("Phrase")
    CONTACT = "contact", _("Contacts and hours")
    STANDARD = "standard", _("Standard section")


class Channel(models.TextChoices):
    """The four ways to reach the company (row D1 of the standard)."""

    IN_PERSON = "in_person", _("In person")
    POST = "post", _("By post")
    ELECTRONIC = "electronic", _("Electronically")
    PHONE = "phone", _("By phone")


class Availability(models.TextChoices):
    YES = "yes", _("available")
    GENERAL = "general", _("general information only")
    NO = "no", _("not accepted")


class Audience(models.TextChoices):
    HOUSEHOLD = "household", _("Household")
    BUSINESS = "business", _("Business")
    MANAGER = "manager", _("House manager")


class TermKind(models.TextChoices):
    """How a deadline is expressed; ``NONE`` is the explicit "there is none"."""

    TERM = "term", _("a number of days or months")
    IMMEDIATE = "immediate", _("at once")
    AGREED = "agreed", _("by agreement")
    NONE = "none", _("no deadline")


class TermUnit(models.TextChoices):
    WORKING_DAYS = "working_days", _("working days")
    DAYS = "days", _("days")
    MONTHS = "months", _("months")


class FeeKind(models.TextChoices):
    FREE = "free", _("free of charge")
    AMOUNT = "amount", _("amount in euros")
    TEXT = "text", _("described in words")


class Visibility(models.TextChoices):
    """Who a passage is for: it may reach the client, or never does."""

    CLIENT = "client", _("For the client")
    INTERNAL = "internal", _("Internal: never for the client")


class FactMark(models.TextChoices):
    """How sure a contact value is."""

    FACT = "fact", _("from a named source")
    TO_CHECK = "to_check", _("old or undated source: to be checked")
    MEMORY = "memory", _("from memory: to be checked")


class TrustState(models.TextChoices):
    """What a reader may rely on, shown beside every answer."""

    VERIFIED = "verified", _("Verified")
    DUE = "due", _("To be checked")
    OVERDUE = "overdue", _("Check overdue")
    SAMPLE = "sample", _("SAMPLE")
    DRAFT = "draft", _("Draft")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ChangeKind(models.TextChoices):
    """What a publication changes for readers: a material change of the standard must be acknowledged by everybody."""

    MATERIAL = "material", _("material: what is to be done changes")
    EDITORIAL = "editorial", _("editorial: only the wording changes")
