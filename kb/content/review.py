"""How often a page of each type is looked at again."""

from kb.content.choices import Kind

#: Months between two checks, unless the page says otherwise. What hangs on others (deadlines, fees, phones, another
#: institution) changes without us and is looked at each quarter; explanations, questions and wordings age with it, at
#: half the speed; the standard changes by a decision, and its text is read through once a year.
REVIEW_MONTHS = {
    Kind.SERVICE: 3,
    Kind.REFERRAL: 3,
    Kind.CONTACT: 3,
    Kind.GUIDED: 6,
    Kind.EXPLANATION: 6,
    Kind.PHRASE: 6,
    Kind.STANDARD: 12,
}
