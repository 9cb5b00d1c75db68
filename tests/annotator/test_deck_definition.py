"""The deck's structs read, refuse and show what serializers that are written by hand read, refuse and show."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer

from annotator.api.bodies import Body
from annotator.api.deck import DeckParser, DeckRequestIn, as_project, as_request, as_response
from annotator.api.projects import LabelClassOut
from annotator.api.structs import StructRenderer, checked, serializer_of
from annotator.models import Kind, Project, Role
from annotator.selectors.deck import ModelState, Page, Progress
from annotator.selectors.ending import STATES, Ending, Holder
from annotator.selectors.returned import Note
from annotator.selectors.shown_suggestions import ShownSuggestion
from annotator.services.queue.decide import STATUSES, Result
from annotator.services.queue.exchange import DeckRequest, Outcome
from annotator.services.queue.fill import Content, Leased
from annotator.services.queue.standing import Answer
from tests.cast import text_project

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
BODY = {
    "submission": str(uuid.UUID(int=2)),
    "person": 7,
    "project_version": "3.annotator",
    "answers": [ANSWER],
    "page": str(uuid.UUID(int=6)),
    "want": 3,
    "holding": [1, 2],
    "again": [4],
    "give_back": [9],
    "skipped_until": "2026-11-21T09:00:00+01:00",
}


class NumberTwin(serializers.FloatField):
    def to_internal_value(self, data: Any) -> float:
        value: float = super().to_internal_value(data)
        return value if abs(value) < float("inf") else self.fail("invalid")


class AnswerTwin(Body):
    key = serializers.UUIDField()
    item = serializers.IntegerField(min_value=1)
    label = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]  # the field is called label
    skip_reason = serializers.CharField(max_length=200, allow_blank=True, default="")
    flagged = serializers.BooleanField(default=False)
    comment = serializers.CharField(max_length=2000, allow_blank=True, default="")
    seconds = NumberTwin(min_value=0, max_value=86_400, default=0)
    answered_at = serializers.DateTimeField()


class RequestTwin(Body):
    submission = serializers.UUIDField()
    person = serializers.IntegerField(allow_null=True, default=None)
    answers = serializers.ListField(child=AnswerTwin(), max_length=500, default=list)
    page = serializers.UUIDField(allow_null=True, default=None)
    want = serializers.IntegerField(min_value=0, max_value=100, default=0)
    holding = serializers.ListField(child=serializers.IntegerField(), max_length=1000, default=list)
    again = serializers.ListField(child=serializers.IntegerField(), max_length=1000, default=list)
    give_back = serializers.ListField(child=serializers.IntegerField(), max_length=1000, default=list)
    skipped_until = serializers.DateTimeField(allow_null=True, default=None)
    include_project = serializers.BooleanField(default=False)
    project_version = serializers.CharField(max_length=40, allow_blank=True, allow_null=True, default=None)


class ResultTwin(serializers.Serializer[Any]):
    key = serializers.UUIDField(allow_null=True)
    status = serializers.ChoiceField(STATUSES)
    code = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)


class SuggestionTwin(serializers.Serializer[Any]):
    label = serializers.IntegerField(source="label_id")  # type: ignore[assignment]  # the field is called label
    probability = serializers.FloatField(allow_null=True)
    score = serializers.FloatField(allow_null=True)


class NoteTwin(serializers.Serializer[Any]):
    note = serializers.CharField(source="text")
    answered = serializers.BooleanField()
    label = serializers.IntegerField(source="label_id", allow_null=True)  # type: ignore[assignment]  # as above


class ItemTwin(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="item_id")
    text = serializers.SerializerMethodField()
    image = serializers.SerializerMethodField()
    suggestion = SuggestionTwin(allow_null=True)
    returned = NoteTwin(source="note", allow_null=True)
    expires_at = serializers.DateTimeField()

    def get_fields(self) -> dict[str, Any]:
        """Of the serializer; those of the item are `get_shown`."""
        fields = super().get_fields()
        fields["fields"] = serializers.SerializerMethodField(method_name="get_shown")
        shown = ("id", "text", "image", "fields", "suggestion", "returned", "expires_at")
        return {name: fields[name] for name in shown}

    def get_shown(self, lease: Leased) -> list[dict[str, str]]:
        title = lease.item.metadata.get("title")
        return [{"name": "title", "look": "heading", "value": title}] if title else []

    def get_text(self, lease: Leased) -> str | None:
        return None if lease.item.media else lease.item.text

    def get_image(self, lease: Leased) -> dict[str, Any] | None:
        item = lease.item
        if not item.media:
            return None
        return {"url": f"/api/media/{item.pk}", "width": item.width, "height": item.height}


class ProgressTwin(serializers.Serializer[Any]):
    labels = serializers.IntegerField()
    budget = serializers.IntegerField()
    mine = serializers.IntegerField()
    skipped = serializers.IntegerField()


class ModelTwin(serializers.Serializer[Any]):
    round = serializers.IntegerField(allow_null=True)
    running = serializers.BooleanField()
    labels_behind = serializers.IntegerField()
    worker_alive = serializers.BooleanField()
    worker_seen_at = serializers.DateTimeField(allow_null=True)


class ProjectTwin(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(Kind.choices)
    guidelines = serializers.CharField()
    labels = LabelClassOut(many=True)
    deck_size = serializers.IntegerField()
    role = serializers.CharField(default=Role.MANAGER)
    version = serializers.SerializerMethodField()

    def get_version(self, project: Project) -> str:
        return f"{project.version}.{Role.MANAGER}"


class HolderTwin(serializers.Serializer[Any]):
    username = serializers.CharField()
    items = serializers.IntegerField()
    until = serializers.DateTimeField()


class HeldTwin(serializers.Serializer[Any]):
    people = serializers.SerializerMethodField()
    items = serializers.IntegerField(source="held")
    until = serializers.SerializerMethodField()
    lacks_budget = serializers.BooleanField()
    holders = HolderTwin(many=True)

    def get_people(self, ending: Ending) -> int:
        return len(ending.holders)

    def get_until(self, ending: Ending) -> str | None:
        return serializers.DateTimeField().to_representation(max(holder.until for holder in ending.holders))


class EndingTwin(serializers.Serializer[Any]):
    left = serializers.IntegerField()
    skipped = serializers.IntegerField()
    for_others = serializers.IntegerField()
    held = HeldTwin(source="*")


class ResponseTwin(serializers.Serializer[Any]):
    results = ResultTwin(many=True)
    items = ItemTwin(many=True, source="leases")
    lost = serializers.ListField(child=serializers.IntegerField())
    progress = ProgressTwin(source="page.progress")
    model = ModelTwin(source="page.model")
    state = serializers.ChoiceField(STATES)
    ending = EndingTwin()
    server_time = serializers.SerializerMethodField()

    def get_server_time(self, outcome: Outcome) -> str | None:
        return serializers.DateTimeField().to_representation(NOW)


def read(raw: bytes) -> Any:
    """What the view hands to the queue, or the error that goes out."""
    try:
        body = checked(DeckParser().parse(BytesIO(raw)), DeckRequestIn)
    except APIException as error:
        return error.get_full_details()
    return as_request(body), body.include_project, body.person, body.project_version


def read_by_twin(raw: bytes) -> Any:
    try:
        serializer = RequestTwin(data=JSONParser().parse(BytesIO(raw)))
        serializer.is_valid(raise_exception=True)
    except APIException as error:
        return error.get_full_details()
    data = serializer.validated_data
    return request_of(data), data["include_project"], data["person"], data["project_version"]


def request_of(data: dict[str, Any]) -> DeckRequest:
    answers = [{**answer} for answer in data["answers"]]
    return DeckRequest(
        submission=data["submission"],
        answers=tuple(Answer(item_id=fields.pop("item"), label_id=fields.pop("label"), **fields) for fields in answers),
        page=data["page"],
        want=data["want"],
        holding=frozenset(data["holding"]),
        again=tuple(data["again"]),
        give_back=tuple(data["give_back"]),
        skipped_until=data["skipped_until"],
    )


TIMES = [
    *("2026-11-21T10:20:30+05:30", "2026-11-21 10:20:30Z", "2026-11-21T10:20:30.5-0700", "2026-11-21T10:20:30"),
    *("2026-11-21", "2026-11-21T10:20", "20261121T102030Z", "2026-11-21T10:20:30,5Z", "2026-11-21T10:20:30.Z"),
    *("2026-11-21T24:00:00Z", "2026-11-21T23:59:60Z", "2026-02-30T00:00:00Z", "2026-11-21T10:20:30+24:00"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-00:01", "0001-01-01T00:00:00Z", "1e3", "2026-W47-6"),
]
NUMBERS = [0, 1, -1, 100, 101, 86_400, 86_400.5, 86_401, 5.0, 1e16, 1e300, 2**53 + 1, 2**63, 2**64, -(2**70), 10**400]
TEXTS = [
    *("nan", "inf", "-Infinity"),
    *("", " ", "5", "5.0", "true", "null", "\x00", "a\x00b", "\ud800", "\ud83d\ude00", " é ", "e\u0301", "\u2028"),
    *("\x1c", "a\nb", "\u3000x\u3000", "x" * 200, "x" * 201, "é" * 2000, "é" * 2001, f"{'x' * 200} ", " " * 3000),
    *(uuid.UUID(int=3).hex, uuid.UUID(int=3).urn, f"{{{uuid.UUID(int=3)}}}"),
]
odd = st.one_of(
    st.sampled_from([None, True, False, {}, [], {"a": 1}, [[]], [1] * 1001, ["1", 2], [None], [True]]),
    st.sampled_from([*TIMES, *NUMBERS, *TEXTS]),
    st.integers(),
    st.integers(-5, 2000),
    st.floats(),
    st.text(max_size=8),
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7))])).map(datetime.isoformat),
    st.uuids().map(str),
    st.lists(st.one_of(st.integers(-3, 2**70), st.text(max_size=2), st.booleans()), max_size=4),
)
# A name that comes twice counts with its last value; what nobody asked for is refused.
starts = st.sampled_from(["{", '{"want": "x", ', '{"want": 7, "answers": [5], ', '{"other": [1, {"x": "\\ud800"}], '])


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """A body as the browser writes it, with up to three fields changed or left out."""
    body: dict[str, Any] = {**BODY, "include_project": draw(st.booleans()), "answers": [{**ANSWER}, {**ANSWER}]}
    for _ in range(draw(st.integers(0, 3))):
        target = draw(st.sampled_from([body, *body_answers(body)]))
        name = draw(st.sampled_from(sorted(target) or ["extra"]))
        if draw(st.booleans()):
            target.pop(name, None)
        else:
            target[name] = draw(odd)
    text = json.dumps(body, ensure_ascii=draw(st.booleans()))
    return f"{draw(starts)}{text[1:]}".encode(errors="surrogatepass")


def body_answers(body: dict[str, Any]) -> list[dict[str, Any]]:
    answers = body.get("answers")
    return [fields for fields in answers if isinstance(fields, dict)] if isinstance(answers, list) else []


@given(bodies())
def test_what_is_read_and_what_is_refused_is_what_the_twin_says(raw: bytes) -> None:
    assert read(raw) == read_by_twin(raw)


@pytest.mark.parametrize("name", [*ANSWER, "extra"])
@pytest.mark.parametrize("value", [*TIMES, *NUMBERS, *TEXTS, None, True, [], {}, float("nan"), float("inf")], ids=repr)
def test_each_field_of_an_answer_takes_what_the_twin_takes(name: str, value: Any) -> None:
    raw = json.dumps({**BODY, "answers": [{**ANSWER, name: value}]}).encode()
    assert read(raw) == read_by_twin(raw)


@pytest.mark.parametrize(("name", "most"), [("answers", 500), ("holding", 1000), ("again", 1000), ("give_back", 1000)])
def test_each_list_is_as_long_as_the_twin_allows(name: str, most: int) -> None:
    element = ANSWER if name == "answers" else 1
    whole, longer = (json.dumps({**BODY, name: [element] * count}).encode() for count in (most, most + 1))
    assert read(whole) == read_by_twin(whole)
    assert isinstance(read(whole), tuple)
    assert read(longer) == read_by_twin(longer)
    assert read(longer)[name][0]["code"] == "max_length"


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"null", b"[]", b'"x"', b"{}", b"\xff", b'{"want": NaN}', b"\xef\xbb\xbf{}"]
)
def test_a_body_that_is_no_object_is_refused_as_the_twin_refuses_it(raw: bytes) -> None:
    assert read(raw) == read_by_twin(raw)
    assert isinstance(read(raw), dict)


@pytest.mark.parametrize(("text", "microsecond"), [("10:20:30z", 0), ("10:20:30.1234567Z", 123457)])
@pytest.mark.parametrize("item", [5, "5"], ids=["at once", "field by field"])
def test_a_time_is_read_as_the_standard_for_times_has_it_in_either_way(item: Any, text: str, microsecond: int) -> None:
    raw = json.dumps({**BODY, "answers": [{**ANSWER, "item": item, "answered_at": f"2026-11-21t{text}"}]}).encode()
    exchange, *_ = read(raw)
    assert exchange.answers[0].answered_at == datetime(2026, 11, 21, 10, 20, 30, microsecond, tzinfo=UTC)


def test_a_time_without_a_zone_is_one_of_the_servers_zone(settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Kolkata"
    raw = json.dumps({**BODY, "answers": [{**ANSWER, "answered_at": "2026-11-21T10:20:30"}]}).encode()
    exchange, *_ = read(raw)
    assert exchange.answers[0].answered_at == datetime(2026, 11, 21, 4, 50, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        {**BODY, "answers": [{**ANSWER, "label": None, "skip_reason": "unclear", "comment": "schön 😀"}]},
        {"submission": BODY["submission"]},
    ],
    ids=["a label", "a skip", "the first load"],
)
def test_what_the_browser_writes_is_read_at_once(body: dict[str, Any]) -> None:
    assert isinstance(DeckParser().parse(BytesIO(json.dumps(body).encode())), DeckRequestIn)


SUGGESTION = ShownSuggestion(label_id=2, probability=None, score=-3.5)


def leased(pk: int, *, media: str = "") -> Leased:
    item = Content(pk=pk, row=1, role="audit", text="t\u2028<b>", media=media, width=4, height=5, truth_id=8)
    item = replace(item, metadata={"title": "“T”", "other": 1} if media else {})
    return Leased(item=item, expires_at=NOW + timedelta(minutes=pk), source="audit", rank=None, probability=None)


def an_outcome(*, seen: datetime | None) -> Outcome:
    model = ModelState(round=None, running=True, labels_behind=7, worker_alive=False, worker_seen_at=seen)
    return Outcome(
        results=[Result(uuid.UUID(int=4), "accepted"), Result(uuid.UUID(int=5), "refused", "item_taken", "Gone.")],
        leases=[
            leased(3),
            replace(leased(4, media="a/b.png"), expires_at=NOW.replace(microsecond=0), suggestion=SUGGESTION),
            replace(leased(5), note=Note("Once more.", answered=True, label_id=2)),
        ],
        lost=[9],
        state="waiting",
        ending=Ending(
            left=5,
            skipped=1,
            for_others=2,
            holders=(Holder("ada", 3, NOW), Holder("dora", 2, NOW + timedelta(minutes=4))),
            affordable=9,
            lacks_budget=False,
        ),
        project=Project(fields=[{"name": "title", "look": "heading", "read": False}]),
        page=Page(Progress(labels=1, budget=2, mine=3, skipped=4), model, is_due=False),
    )


@pytest.mark.parametrize("tz", ["UTC", "Asia/Kolkata"])
@pytest.mark.parametrize("seen", [None, NOW, NOW.astimezone(timezone(timedelta(hours=2)))])
def test_what_is_shown_is_what_the_twin_shows(seen: datetime | None, tz: str, settings: Any) -> None:
    settings.TIME_ZONE = tz
    outcome = an_outcome(seen=seen)
    shown = json.loads(StructRenderer().render(as_response(outcome, project=None, role="reviewer", now=NOW)))
    twin = json.loads(JSONRenderer().render(ResponseTwin(outcome).data))
    rest = {
        "project": None,
        "retry_in_s": 20,
        "caution": "",
        "detail": "2 people hold the last 5 items. You skipped 1 item that still wants a label. "
        "2 items with your label wait for those of other people.",
    }
    assert shown == {**twin, **rest}


@pytest.mark.django_db
def test_the_project_is_shown_as_the_twin_shows_it() -> None:
    project = text_project(guidelines="Be kind.")
    response = as_response(an_outcome(seen=None), project=as_project(project, role="manager"), role="manager", now=NOW)
    shown = json.loads(StructRenderer().render(response))
    assert shown["project"] == json.loads(JSONRenderer().render(ProjectTwin(project).data))


def test_a_type_that_no_field_is_known_for_is_an_error_at_once() -> None:
    class Odd(Struct):
        blob: bytes

    with pytest.raises(TypeError, match="No serializer field"):
        serializer_of(Odd)
