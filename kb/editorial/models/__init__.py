from kb.editorial.models.feedback import Feedback
from kb.editorial.models.gap import Gap

__all__ = ["Feedback", "Gap"]
