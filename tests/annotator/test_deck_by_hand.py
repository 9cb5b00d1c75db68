"""The short way through the hot path says exactly what the serializers say."""

import uuid
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.utils.serializer_helpers import ReturnDict

from annotator.api import deck_by_hand
from annotator.api.deck import DeckRequestIn, DeckResponseOut, as_exchange
from annotator.selectors.deck import ModelState, Page, Progress
from annotator.services.answers import Result
from annotator.services.fill import Content, Leased

NOW = datetime(2026, 11, 21, 10, 20, 30, 123456, tzinfo=UTC)
ANSWER = {
    "key": str(uuid.UUID(int=1)),
    "item": 5,
    "label": 3,
    "seconds": 1.5,
    "answered_at": "2026-11-21T10:20:30.123Z",
    "flagged": True,
    "skip_reason": "",
    "comment": " a word ",
}
BODY = {"submission": str(uuid.UUID(int=2)), "answers": [ANSWER], "want": 3, "holding": [1, 2], "give_back": [9]}

odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-5, 2000),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["", " ", "5", "true", "\x00", "\ud800", " é ", "2026-11-21", "2026-11-21T10:20", "20261121T102030Z"]
    ),
    st.sampled_from(["2026-11-21T10:20:30+05:30", "0001-01-01T00:00:00+14:00", "{" + str(uuid.UUID(int=3)) + "}"]),
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7))])).map(datetime.isoformat),
    st.uuids().map(str),
    st.lists(st.one_of(st.integers(-3, 2**70), st.text(max_size=2), st.booleans()), max_size=4),
)


@st.composite
def bodies(draw: st.DrawFn) -> Any:
    """A body as the browser writes it, with up to three fields changed or left out."""
    body: dict[str, Any] = {**BODY, "include_project": draw(st.booleans()), "answers": [{**ANSWER}, {**ANSWER}]}
    for _ in range(draw(st.integers(0, 3))):
        target = draw(st.sampled_from([body, *body_answers(body)]))
        name = draw(st.sampled_from(sorted(target) or ["extra"]))
        if draw(st.booleans()):
            target.pop(name, None)
        else:
            target[name] = draw(odd)
    return body


def body_answers(body: dict[str, Any]) -> list[dict[str, Any]]:
    answers = body.get("answers")
    return [one for one in answers if isinstance(one, dict)] if isinstance(answers, list) else []


@given(bodies())
def test_what_is_read_by_hand_is_what_the_serializers_read(body: Any) -> None:
    got = deck_by_hand.read(body)
    if got is None:
        return
    serializer = DeckRequestIn(data=body)
    assert serializer.is_valid(), serializer.errors
    assert got == (as_exchange(serializer.validated_data), serializer.validated_data["include_project"])


def test_what_the_browser_writes_is_read_by_hand() -> None:
    assert deck_by_hand.read(BODY) is not None
    assert deck_by_hand.read({**BODY, "answers": [{**ANSWER, "label": None, "skip_reason": "unclear"}]}) is not None
    assert deck_by_hand.read({"submission": BODY["submission"]}) is not None


@pytest.mark.parametrize(
    "body", [None, [], "x", {}, {**BODY, "want": True}, {**BODY, "want": 101}, {**BODY, "holding": [True]}]
)
def test_all_else_is_left_to_the_serializers(body: Any) -> None:
    assert deck_by_hand.read(body) is None


def leased(pk: int, *, media: str = "") -> Leased:
    item = Content(pk=pk, row=1, role="audit", text="t", media=media, width=4, height=5, truth_id=8)
    return Leased(item=item, expires_at=NOW + timedelta(minutes=pk), source="audit", rank=None, probability=None)


@pytest.mark.parametrize("tz", ["UTC", "Asia/Kolkata"])
@pytest.mark.parametrize("seen", [None, NOW, NOW.astimezone(timezone(timedelta(hours=2)))])
def test_what_is_shown_by_hand_is_what_the_serializers_show(seen: datetime | None, tz: str, settings: Any) -> None:
    settings.TIME_ZONE = tz
    results = [Result(uuid.UUID(int=4), "accepted"), Result(uuid.UUID(int=5), "refused", "item_taken", "Gone.")]
    leases = [leased(3), leased(4, media="a/b.png")]
    model = ModelState(round=None, running=True, labels_behind=7, worker_alive=False, worker_seen_at=seen)
    page = Page(Progress(labels=1, budget=2, mine=3), model, is_due=False)
    rest = {"lost": [9], "state": "waiting", "detail": "…", "retry_in_s": 20, "project": None}
    whole = {
        "results": results,
        "items": leases,
        "progress": page.progress,
        "model": page.model,
        "server_time": NOW,
        **rest,
    }
    law = DeckResponseOut(SimpleNamespace(**whole)).data
    by_hand = deck_by_hand.show(
        results=results, leases=leases, page=page, rest={**rest, "server_time": deck_by_hand.as_text(NOW)}
    )
    assert isinstance(law, ReturnDict)
    assert by_hand == law
