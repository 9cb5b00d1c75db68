"""Benchmarks that learn next to nothing, and hints that wait to be carried out."""

from datetime import timedelta

import pytest

from annotator.selectors import strategies
from annotator.services import messages
from annotator.services.rounds import run as rounds


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models that learn next to nothing: what is compared here is who was asked, and when."""
    little = {"threads": 1, "epochs": 1.0, "min_steps": 2}
    monkeypatch.setattr(strategies, "_machine", lambda: little)
    monkeypatch.setattr(rounds, "RETRY_AFTER", timedelta(0))


@pytest.fixture(autouse=True)
def hinted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Hints that were sent to workers."""
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(messages, "ask_to_play", lambda run, *, round_: sent.append((run, round_)))
    return sent
