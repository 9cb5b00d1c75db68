"""Benchmarks that learn next to nothing, and hints that wait to be carried out."""

from datetime import timedelta

import pytest

from annotator.selectors import rounds, strategies
from annotator.services import messages


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models that learn next to nothing: what is compared here is who was asked, and when."""
    little = {"threads": 1, "epochs": 1.0, "min_steps": 2}
    monkeypatch.setattr(strategies, "_machine", lambda: little)
    monkeypatch.setattr(rounds, "RETRY_AFTER", timedelta(0))


@pytest.fixture(autouse=True)
def hinted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Hints that were sent to workers."""
    sent: list[str] = []
    monkeypatch.setattr(messages, "ask_for_turn", lambda: sent.append("turn"))
    return sent
