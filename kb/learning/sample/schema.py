"""What the files of questions and paths may say. Unknown keys are errors."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from kb.content.loading.snippet_schema import Key, SnippetEntry
from kb.learning.models import PathStep
from kb.learning.quizzes.kinds import QuestionKind, problem_of

Code = Annotated[str, Field(pattern=r"^[A-Z]\d*$")]


class KeyedLearningEntry(SnippetEntry):
    key: Key

    @property
    def record_key(self) -> str:
        return self.key


class OptionEntry(SnippetEntry):
    text: str = Field(min_length=1, max_length=300)
    right: bool = False
    reason: str = Field("", max_length=300)


class QuestionEntry(KeyedLearningEntry):
    """``page`` is the page that answers it. Of steps to be put in order the order of the options is the right one."""

    kind: QuestionKind
    page: Code
    row: str = Field("", pattern=r"^([A-D]\d[a-z]?)?$")
    situation: str = ""
    text: str = Field(min_length=1, max_length=250)
    options: list[OptionEntry] = Field(min_length=2, max_length=8)
    reason: str = Field(min_length=1)
    sample: bool = False

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        problem = problem_of(self.kind, [option.right for option in self.options])
        if problem:
            raise ValueError(problem)
        return self


class SetEntry(KeyedLearningEntry):
    title: str = Field(min_length=1, max_length=120)
    questions: list[Key] = Field(min_length=1)


class StepEntry(SnippetEntry):
    kind: PathStep.Kind
    title: str = Field("", max_length=120)
    task: str = ""
    page: Code | None = None
    questions: Key | None = None
    minutes: int = Field(ge=1, le=240)
    day: int | None = Field(None, ge=1)


class PathEntry(KeyedLearningEntry):
    """``groups`` are names of kb.accounts.roles."""

    title: str = Field(min_length=1, max_length=120)
    intro: str = ""
    groups: list[str] = []
    pass_mark: int = Field(80, ge=1, le=100)
    order: int = 100
    steps: list[StepEntry] = Field(min_length=1)
