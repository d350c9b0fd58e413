from kb.learning.models.absence import Absence
from kb.learning.models.acknowledgement import Acknowledgement
from kb.learning.models.path import LearningPath, PathStep, QuestionSet, SetQuestion
from kb.learning.models.progress import Answer, Attempt, StepPassed
from kb.learning.models.question import Question, QuestionOption
from kb.learning.models.reminder import Reminder
from kb.learning.models.team import Team
from kb.learning.models.version import StandardVersion

__all__ = [
    "Absence",
    "Acknowledgement",
    "Answer",
    "Attempt",
    "LearningPath",
    "PathStep",
    "Question",
    "QuestionOption",
    "QuestionSet",
    "Reminder",
    "SetQuestion",
    "StandardVersion",
    "StepPassed",
    "Team",
]
