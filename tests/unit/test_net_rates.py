from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.errors import Cancelled
from territoires_industrie.territoires_industrie.net.rates import MODEST, Rate, Rates
from territoires_industrie.territoires_industrie.net.waiting import Patience, retry_after

WFS = "https://data.geopf.fr/wfs/ows?SERVICE=WFS"


class Clock:
    """Asks, and waits as told: when each request was made."""

    def __init__(self, rates=None):
        self.now = 1000.0
        self.rates = Rates(clock=lambda: self.now) if rates is None else Rates(rates, self.clock)

    def clock(self):
        return self.now

    def ask(self, url, times, **options):
        """The moments of so many requests, one after the other."""
        moments = []
        for _ in range(times):
            self.now += self.rates.reserve(url, **options)
            moments.append(self.now - 1000)
        return moments


def test_thirty_a_second_for_the_geoplateforme():
    moments = Clock().ask(WFS, 61)
    assert moments[29] == 0
    assert moments[30] == moments[59] == 1
    assert moments[60] == 2


def test_slows_down_to_what_an_answer_announces():
    clock = Clock()
    clock.ask(WFS, 1)
    clock.rates.heed(WFS, {"x-ratelimit-limit-second": "1"})
    assert clock.ask(WFS, 3) == [1, 2, 3]
    clock.rates.heed(WFS, {"x-ratelimit-limit-second": "50"})
    assert clock.ask(WFS, 1) == [4]
    assert clock.ask("https://data.geopf.fr/geocodage/search/csv", 20)[-1] == 4


@pytest.mark.parametrize("figure", ["", "0", "-1", "many", "1.5"])
def test_announcements_that_say_nothing(figure):
    clock = Clock()
    clock.rates.heed(WFS, {"x-ratelimit-limit-second": figure})
    assert clock.ask(WFS, 30)[-1] == 0


def test_thirty_a_minute_for_insee():
    moments = Clock().ask("https://api.insee.fr/melodi/data/DS_FLORES", 61)
    assert (moments[29], moments[30], moments[60]) == (0, 60, 120)


def test_two_a_minute_for_heat_networks_but_not_for_their_tiles():
    clock = Clock()
    host = "https://france-chaleur-urbaine.beta.gouv.fr"
    assert clock.ask(f"{host}/api/map/nappes/12/2080/1390", MODEST.requests)[-1] == 0
    assert clock.ask(f"{host}/api/v1/networks", 3) == [0, 0, 60]


def test_modest_with_everybody_else():
    moments = Clock().ask("https://overpass-api.de/api/interpreter", MODEST.requests + 1)
    assert moments[-1] == MODEST.seconds


def test_closed_for_a_while():
    clock = Clock()
    clock.rates.pause(WFS, 5)
    assert clock.ask("https://data.geopf.fr/telechargement/a", 1) == [0]
    assert clock.ask(WFS, 2) == [5, 5]


def test_a_copy_on_this_machine_is_slowed_down_only_by_what_it_says():
    clock = Clock()
    url = "https://api.insee.fr/melodi/data/DS"
    assert clock.ask(url, 100, published=False)[-1] == 0
    clock.rates.heed(url, {"x-ratelimit-limit-minute": "1"}, published=False)
    assert clock.ask(url, 1, published=False) == [60]
    assert clock.ask(url, 1) == [60]


@given(
    st.integers(1, 5),
    st.floats(0.1, 100),
    st.lists(st.floats(0, 50), min_size=1, max_size=40),
)
def test_no_window_holds_more_than_allowed(requests, seconds, pauses):
    clock = Clock({"a.fr/": Rate(requests, seconds)})
    moments = []
    for pause in pauses:
        clock.now += pause
        moments += clock.ask("https://a.fr/", 1)
    for first, beyond in zip(moments, moments[requests:], strict=False):
        assert beyond - first >= seconds - 1e-6


# ---------------------------------------------------------------- waiting

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5),
        (" 120 ", 120),
        ("Sun, 22 Nov 2026 09:30:30 GMT", 30),
        ("Sun, 22 Nov 2026 09:29:00 GMT", 0),
        ("Sun, 22 Nov 2026 09:30:30 -0000", 30),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("²", None),
    ],
)
def test_retry_after(value, seconds):
    assert retry_after(value, NOW) == seconds


@given(st.text())
def test_retry_after_of_anything(value):
    seconds = retry_after(value, NOW)
    assert seconds is None or seconds >= 0


def test_waiting_looks_up_often():
    slept = []

    def cancel():
        if sum(slept) > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        Patience(sleep=slept.append).wait(60, cancel)
    assert max(slept) <= 0.1
    assert sum(slept) < 1.2


def test_waiting_is_exact():
    slept = []
    Patience(sleep=slept.append).wait(0.25, lambda: None)
    assert sum(slept) == pytest.approx(0.25)
