from kb.content.models.base import KnowledgePage, PageTag
from kb.content.models.collection import CollectionPage
from kb.content.models.document_text import DocumentText
from kb.content.models.guidance import ContactPage, ExplanationPage, ExplanationValue, PhrasePage
from kb.content.models.guided import GuidedQuestionPage
from kb.content.models.hours import OpeningHours, OpeningInterval, SpecialDay, Weekday
from kb.content.models.notices import Notice, Survey
from kb.content.models.organisation import ContactPoint, Institution, InstitutionInterval, InstitutionPhone, Unit
from kb.content.models.published_change import PublishedChange
from kb.content.models.reference import GlossaryTerm, LegalAct
from kb.content.models.referral import ReferralPage
from kb.content.models.sample import SampleRecord
from kb.content.models.service import ServiceChannel, ServiceDeadline, ServiceFee, ServicePage
from kb.content.models.standard import StandardDocumentPage, StandardSectionPage
from kb.content.models.version import ContentVersion

__all__ = [
    "CollectionPage",
    "ContactPage",
    "ContactPoint",
    "ContentVersion",
    "DocumentText",
    "ExplanationPage",
    "ExplanationValue",
    "GlossaryTerm",
    "GuidedQuestionPage",
    "Institution",
    "InstitutionInterval",
    "InstitutionPhone",
    "KnowledgePage",
    "LegalAct",
    "Notice",
    "OpeningHours",
    "OpeningInterval",
    "PageTag",
    "PhrasePage",
    "PublishedChange",
    "ReferralPage",
    "SampleRecord",
    "ServiceChannel",
    "ServiceDeadline",
    "ServiceFee",
    "ServicePage",
    "SpecialDay",
    "StandardDocumentPage",
    "StandardSectionPage",
    "Survey",
    "Unit",
    "Weekday",
]
