"""What the desk keeps: one file for each idea."""

from kb.desk.models.copy_count import CopyCount
from kb.desk.models.dismissed_notice import DismissedNotice
from kb.desk.models.favourite import Favourite
from kb.desk.models.guided_run import GuidedRun
from kb.desk.models.hours_announced import HoursAnnounced, Place
from kb.desk.models.presence import Presence
from kb.desk.models.visit import Visit

__all__ = ["CopyCount", "DismissedNotice", "Favourite", "GuidedRun", "HoursAnnounced", "Place", "Presence", "Visit"]
