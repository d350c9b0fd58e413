from kb.editorial.models.bureaucratic_word import BureaucraticWord
from kb.editorial.models.daily_figures import DailyFigures
from kb.editorial.models.feedback import Feedback
from kb.editorial.models.gap import Gap
from kb.editorial.models.import_run import ImportRun, Subject
from kb.editorial.models.outside_link import LinkHost, OutsideLink
from kb.editorial.models.page_check import PageCheck, PageFinding, PageLink
from kb.editorial.models.review_reminder import ReviewReminder
from kb.editorial.models.second_pair_of_eyes import SecondPairOfEyes

__all__ = [
    "BureaucraticWord",
    "DailyFigures",
    "Feedback",
    "Gap",
    "ImportRun",
    "LinkHost",
    "OutsideLink",
    "PageCheck",
    "PageFinding",
    "PageLink",
    "ReviewReminder",
    "SecondPairOfEyes",
    "Subject",
]
