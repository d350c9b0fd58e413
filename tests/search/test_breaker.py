"""The circuit breaker: readers do not wait for an engine that is away."""

from search.breaker import FAILURES, OPEN_SECONDS, Breaker


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def opened():
    clock = Clock()
    breaker = Breaker(now=clock)
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed("no answer")
    return breaker, clock


def test_a_few_failures_open_it_and_readers_are_no_longer_sent_there():
    breaker, _ = opened()
    assert not breaker.allows()
    assert breaker.reason == "no answer"


def test_a_success_in_between_starts_the_count_anew():
    breaker = Breaker(now=Clock())
    breaker.failed("x")
    breaker.failed("x")
    assert not breaker.succeeded(), "it had not been open"
    assert not breaker.failed("x")
    assert breaker.allows()


def test_only_the_failure_that_opens_it_is_worth_a_line_in_the_log():
    breaker = Breaker(now=Clock())
    assert [breaker.failed("x") for _ in range(FAILURES + 1)] == [False, False, True, False]


def test_after_a_while_one_reader_alone_tries_again():
    breaker, clock = opened()
    clock.now += OPEN_SECONDS + 1
    assert breaker.allows()
    assert not breaker.allows(), "the others still do not wait"


def test_a_probe_that_succeeds_closes_it():
    breaker, clock = opened()
    clock.now += OPEN_SECONDS + 1
    assert breaker.allows()
    assert breaker.succeeded()
    assert breaker.allows()
    assert breaker.reason == ""


def test_a_probe_that_fails_keeps_it_open():
    breaker, clock = opened()
    clock.now += OPEN_SECONDS + 1
    assert breaker.allows()
    breaker.failed("still no answer")
    assert not breaker.allows()
