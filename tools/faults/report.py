"""The table at the end of a run."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.faults.killer import Fault
from tools.faults.ledger import Edit
from tools.faults.readers import Sample

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Run:
    """``broken`` is why the run itself does not count."""

    seconds: float
    edits: Sequence[Edit]
    samples: Sequence[Sample]
    faults: Sequence[Fault]
    ended_by_themselves: Sequence[str]
    broken: Sequence[str]


def print_report(run: Run, problems: dict[str, list[str]]) -> int:
    """Returns 1 where anything is wrong."""
    print(f"\n{len(run.edits)} edits in {run.seconds:.0f} s ({len(run.edits) / run.seconds:.1f}/s)")
    _print_edits(run.edits)
    _print_faults(run)
    _print_reading(run)
    rules = {**_reading_problems(run), **problems}
    rules["no part ends by itself"] = list(run.ended_by_themselves)
    rules["the run is complete"] = list(run.broken)
    print()
    for rule, wrong in rules.items():
        print(f"{'MISSED' if wrong else 'ok    '} {rule}{f': {len(wrong)}' if wrong else ''}")
        for line in wrong[:SHOWN]:
            print(f"         {line}")
    return 1 if any(rules.values()) else 0


def _print_edits(edits: Sequence[Edit]) -> None:
    counts = Counter((edit.verb, edit.outcome) for edit in edits)
    print(f"{'':12}{'done':>8}{'refused':>9}{'unknown':>9}{'p50 ms':>8}{'p95 ms':>8}")
    for verb in dict.fromkeys(edit.verb for edit in edits):
        times = sorted(
            (edit.answered - edit.sent) * 1000 for edit in edits if (edit.verb, edit.outcome) == (verb, "done")
        )
        numbers = [counts[verb, outcome] for outcome in ("done", "refused", "unknown")]
        print(f"{verb:12}{numbers[0]:8}{numbers[1]:9}{numbers[2]:9}{_at(times, 0.5):8.0f}{_at(times, 0.95):8.0f}")


def _print_faults(run: Run) -> None:
    """How long each kind lasted, and for how long no reader got an answer then."""
    outages = list(_outages(run.samples))
    print(f"\n{'fault':24}{'number':>7}{'longest s':>11}{'longest without an answer for readers, s':>42}")
    for kind, number in Counter(fault.kind for fault in run.faults).most_common():
        of_kind = [fault for fault in run.faults if fault.kind == kind]
        longest = max(fault.ended - fault.began for fault in of_kind)
        gaps = [
            end - begin for begin, end in outages for fault in of_kind if begin <= fault.ended and end >= fault.began
        ]
        print(f"{kind:24}{number:7}{longest:11.1f}{max(gaps, default=0.0):42.1f}")


def _print_reading(run: Run) -> None:
    statuses = Counter(sample.status for sample in run.samples if sample.status)
    cut = sum(sample.status == 0 and not sample.refused for sample in run.samples)
    refused = sum(sample.refused for sample in run.samples)
    print(
        f"\n{len(run.samples)} requests of readers: {dict(sorted(statuses.items()))}, "
        f"nobody listened {refused}, cut off {cut}"
    )
    times = sorted((sample.ended - sample.began) * 1000 for sample in run.samples if sample.good)
    print(f"answered in p50 {_at(times, 0.5):.0f} ms, p95 {_at(times, 0.95):.0f} ms, longest {_at(times, 1):.0f} ms")


def _reading_problems(run: Run) -> dict[str, list[str]]:
    """5xx is right only for what began while the database was down; it then has the emergency numbers."""
    down = [fault for fault in run.faults if fault.kind == "database killed"]
    failed = [sample for sample in run.samples if sample.status >= 500]
    during = [sample for sample in failed if any(_overlaps(sample, fault) for fault in down)]
    return {
        "no 5xx but while the database is down": [_line(sample) for sample in failed if sample not in during],
        "while it is down, a calm page with the emergency numbers": [_line(s) for s in during if not s.calm],
        "while it is down, the answer is 503": [_line(sample) for sample in during if sample.status != 503],
        "readers get nothing else than answers": [_line(sample) for sample in run.samples if _is_odd(sample)],
    }


def _is_odd(sample: Sample) -> bool:
    """Neither an answer nor a failure. A page that an editor has taken off line is rightly not found."""
    return 0 < sample.status < 500 and sample.status not in ((200, 404) if sample.what == "page" else (200,))


def _overlaps(sample: Sample, fault: Fault) -> bool:
    """It was under way at some moment of the fault. Whatever begins afterwards gets a connection that works: each
    request looks first whether its own does.
    """
    return sample.began <= fault.ended and sample.ended >= fault.began


def _outages(samples: Sequence[Sample]) -> Iterator[tuple[float, float]]:
    """From one good answer to the next, over all readers."""
    good = sorted(sample.ended for sample in samples if sample.good)
    return itertools.pairwise(good)


def _line(sample: Sample) -> str:
    return f"{sample.what}: {sample.status} after {sample.ended - sample.began:.2f} s"


def _at(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0
