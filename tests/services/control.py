"""What is asked of the program itself: its faults and its log."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from faults import ALL, Faults
from replies import Reply, json_reply


@dataclass
class State:
    """What the server's threads share."""

    faults: Faults = field(default_factory=Faults)
    log: list[dict[str, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopping: threading.Event = field(default_factory=threading.Event)
    generation: int = 0

    def note(self, entry: dict[str, Any]) -> None:
        with self.lock:
            self.log.append(entry)


def control(state: State, method: str, path: str, body: bytes, hosts: Iterable[str]) -> Reply:
    """/_control/faults, /_control/log, /_control/ready."""
    what = path.removeprefix("/_control/").strip("/")
    if what == "faults" and method == "POST":
        try:
            for key, names in json.loads(body).items():
                state.faults.set(key, [names] if isinstance(names, str) else names)
        except (ValueError, AttributeError) as error:
            return json_reply({"message": str(error)}, 400)
        return json_reply(state.faults.on)
    if what == "faults" and method == "DELETE":
        state.faults.clear()
        return json_reply({})
    if what == "faults":
        return json_reply({"on": state.faults.on, "known": ALL})
    if what == "log" and method == "DELETE":
        with state.lock:
            state.log.clear()
        return json_reply([])
    if what == "log":
        with state.lock:
            return json_reply(list(state.log))
    if what == "ready":
        return json_reply({"hosts": sorted(hosts)})
    return json_reply({"message": "not found"}, 404)
