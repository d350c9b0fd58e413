"""What the files of the sample may refer to, gathered before any of them is checked."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Known:
    """Keys and codes that exist in the sample; ``pages`` maps a code to the title of its page."""

    pages: dict[str, str] = field(default_factory=dict)
    units: frozenset[str] = frozenset()
    institutions: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
