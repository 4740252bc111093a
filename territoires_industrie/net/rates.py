"""How often a host may be asked, shared by all threads of a process."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Rate:
    """At most `requests` within any `seconds`."""

    requests: int
    seconds: float


#: By the beginning of the address, the longest that fits holds. Where each figure is published:
RATES: Mapping[str, Rate] = {
    # Géoplateforme, limits of use by IP address: geocoding 50/s, download 10/s, others 30/s.
    "data.geopf.fr/geocodage/": Rate(50, 1),
    "data.geopf.fr/telechargement/": Rate(10, 1),
    "data.geopf.fr/": Rate(30, 1),
    # INSEE's API portal: 30 requests a minute without subscription (Melodi).
    "api.insee.fr/": Rate(30, 60),
    # France Chaleur Urbaine's API documentation: 2 requests a minute; its tiles are not counted.
    "france-chaleur-urbaine.beta.gouv.fr/api/v1/": Rate(2, 60),
}
#: For hosts that publish no figure: modest beside the 30/s of the State's own platform.
MODEST = Rate(10, 1)
#: Headers by which a gateway announces its limit, and over how many seconds.
_ANNOUNCED = {"x-ratelimit-limit-second": 1.0, "x-ratelimit-limit-minute": 60.0}


class Rates:
    """When each host may be asked next."""

    def __init__(
        self, rates: Mapping[str, Rate] = RATES, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rates = rates
        self._clock = clock
        self._lock = threading.Lock()
        self._lanes: dict[str, _Lane] = {}

    def reserve(self, url: str, *, published: bool = True) -> float:
        """Take the next free moment to ask; returns the seconds to wait for it.

        `published=False` where not the publisher answers but a copy on this machine: then only what
        the answers themselves announce counts.
        """
        with self._lock:
            now = self._clock()
            lanes = [self._service(url, published)]
            if published:
                lanes.append(self._overall(url))
            moment = max(lane.free_from(now) for lane in lanes)
            for lane in lanes:
                lane.take(moment)
            return moment - now

    def heed(self, url: str, headers: Mapping[str, str], *, published: bool = True) -> None:
        """Slow down to what an answer announces (Géoplateforme's WFS: 1/s)."""
        for name, seconds in _ANNOUNCED.items():
            figure = headers.get(name, "").strip()
            if figure.isdecimal() and int(figure) > 0:
                with self._lock:
                    lane = self._service(url, published)
                    lane.slow_to(Rate(int(figure), seconds), self._clock())

    def pause(self, url: str, seconds: float, *, published: bool = True) -> None:
        """Nobody asks this service for so long: it said so."""
        with self._lock:
            lane = self._service(url, published)
            lane.closed_until = max(lane.closed_until, self._clock() + seconds)

    def _overall(self, url: str) -> _Lane:
        """The queue of all that the table counts together."""
        parts = urlsplit(url)
        address = f"{parts.hostname}{parts.path}"
        fitting = [start for start in self._rates if address.startswith(start)]
        start = max(fitting, key=len, default="")
        name = start or f"{parts.hostname}"
        return self._lanes.setdefault(name, _Lane(self._rates.get(start, MODEST)))

    def _service(self, url: str, published: bool) -> _Lane:
        """The queue of what a host announces for one of its services, told by its first folder."""
        parts = urlsplit(url)
        service = parts.path.strip("/").partition("/")[0]
        return self._lanes.setdefault(f"{parts.hostname}: {service} {published}", _Lane())


class _Lane:
    """The moments at which one service was asked, as far back as its rates look."""

    def __init__(self, rate: Rate | None = None) -> None:
        self._limits: dict[float, tuple[Rate, deque[float]]] = {}
        self.closed_until = 0.0
        if rate is not None:
            self._limits[rate.seconds] = rate, deque(maxlen=rate.requests)

    def slow_to(self, rate: Rate, now: float) -> None:
        """Keep to a limit that was announced just now, in the answer to one request."""
        known, moments = self._limits.get(rate.seconds, (None, deque([now])))
        if known is None or rate.requests < known.requests:
            self._limits[rate.seconds] = rate, deque(moments, maxlen=rate.requests)

    def free_from(self, now: float) -> float:
        """The first moment from `now` on at which one more request keeps to all limits."""
        full = [
            moments[0] + rate.seconds
            for rate, moments in self._limits.values()
            if len(moments) == rate.requests
        ]
        return max([now, self.closed_until, *full])

    def take(self, moment: float) -> None:
        for _, moments in self._limits.values():
            moments.append(moment)


#: The queues of this process.
SHARED = Rates()
