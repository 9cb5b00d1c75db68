"""The deck's request and response without the serializers' work per field, which grows with every answer and item.

The serializers in `deck.py` stay the law. `read` only takes a body that is written just as our own browser writes it,
and leaves all others, wrong ones among them, to the serializers; `show` builds what they would have built. Tests
compare both with the serializers.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from annotator.limits import (
    MAX_ANSWERS,
    MAX_COMMENT_CHARS,
    MAX_HELD,
    MAX_NAMED_ITEMS,
    MAX_SECONDS,
    MAX_SKIP_REASON_CHARS,
)
from annotator.selectors.deck import Page
from annotator.services.answers import Result
from annotator.services.desk import Answer
from annotator.services.fill import Leased
from annotator.services.queue import Exchange

LONGEST = {"skip_reason": MAX_SKIP_REASON_CHARS, "comment": MAX_COMMENT_CHARS}


class _Unusual(Exception):
    """Not as our browser writes it; perhaps right, perhaps not."""


def read(data: object) -> tuple[Exchange, bool] | None:
    """The exchange and whether the project is asked for; None where the serializers must look at it."""
    try:
        return _exchange(_must(data, dict))
    except (_Unusual, KeyError, ValueError):
        return None


def _exchange(data: dict[str, Any]) -> tuple[Exchange, bool]:
    answers = _must(data.get("answers", []), list)
    if len(answers) > MAX_ANSWERS:
        raise _Unusual
    exchange = Exchange(
        submission=UUID(_must(data["submission"], str)),
        answers=tuple([_answer(_must(answer, dict)) for answer in answers]),
        want=_number(data.get("want", 0), least=0, most=MAX_HELD),
        holding=frozenset(_numbers(data.get("holding", []))),
        give_back=tuple(_numbers(data.get("give_back", []))),
    )
    return exchange, _must(data.get("include_project", False), bool)


def _answer(data: dict[str, Any]) -> Answer:
    label = data["label"]
    return Answer(
        key=UUID(_must(data["key"], str)),
        item_id=_number(data["item"], least=1),
        label_id=None if label is None else _number(label),
        answered_at=_time(_must(data["answered_at"], str)),
        seconds=_seconds(data.get("seconds", 0.0)),
        skip_reason=_text(data, "skip_reason"),
        flagged=_must(data.get("flagged", False), bool),
        comment=_text(data, "comment"),
    )


def _must(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise _Unusual
    return value


def _number(value: Any, *, least: float = -math.inf, most: float = math.inf) -> int:
    if type(value) is not int or not least <= value <= most:
        raise _Unusual
    return value


def _numbers(value: Any) -> list[int]:
    if type(value) is not list or len(value) > MAX_NAMED_ITEMS or not all(type(one) is int for one in value):
        raise _Unusual
    return value


def _seconds(value: Any) -> float:
    # Also says no to what is no number: every comparison with it is false.
    if type(value) not in (int, float) or not 0 <= value <= MAX_SECONDS:
        raise _Unusual
    return float(value)


def _text(data: dict[str, Any], name: str) -> str:
    text = data.get(name, "")
    if text == "":
        return ""
    if type(text) is not str or len(text) > LONGEST[name] or not (text.isascii() and text.isprintable()):
        raise _Unusual
    return text.strip()


def _time(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    if when.tzinfo is None or not 1970 < when.year < 9000:
        raise _Unusual
    return when


def show(*, results: Sequence[Result], leases: Sequence[Leased], page: Page, rest: Mapping[str, Any]) -> dict[str, Any]:
    """The response: results, items, progress and model, with the rest as it is."""
    progress, model = page.progress, page.model
    return {
        "results": [
            {"key": str(result.key), "status": result.status, "code": result.code, "detail": result.detail}
            for result in results
        ],
        "items": _items(leases),
        "progress": {"labels": progress.labels, "budget": progress.budget, "mine": progress.mine},
        "model": {
            "round": model.round,
            "running": model.running,
            "labels_behind": model.labels_behind,
            "worker_alive": model.worker_alive,
            "worker_seen_at": None if model.worker_seen_at is None else as_text(model.worker_seen_at),
        },
        **rest,
    }


def _items(leases: Sequence[Leased]) -> list[dict[str, Any]]:
    # Those that are new all end at one moment.
    times = {lease.expires_at: as_text(lease.expires_at) for lease in leases}
    return [
        {
            "id": lease.item.pk,
            "text": None if lease.item.media else lease.item.text,
            "image": _image(lease),
            "expires_at": times[lease.expires_at],
        }
        for lease in leases
    ]


def _image(lease: Leased) -> dict[str, Any] | None:
    item = lease.item
    if not item.media:
        return None
    return {"url": f"/api/media/{item.pk}", "width": item.width, "height": item.height}


def as_text(when: datetime) -> str:
    """A time as the serializers write it."""
    text = when.astimezone(timezone.get_current_timezone()).isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text
