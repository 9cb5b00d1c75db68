"""The hot path: answers up, items down, in one POST. The first page load is the same POST without answers."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from msgspec import Meta, Struct
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import role_for, user_of
from annotator.api.authentication import refuse_for_another
from annotator.api.media import media_url
from annotator.api.projects import LabelClassOut
from annotator.api.structs import StructParser, StructRenderer, checked, serializer_of
from annotator.api.view import View
from annotator.fields import LOOKS, field_texts
from annotator.limits import (
    MAX_ANSWERS,
    MAX_COMMENT_CHARS,
    MAX_HELD,
    MAX_NAMED_ITEMS,
    MAX_SECONDS,
    MAX_SKIP_REASON_CHARS,
)
from annotator.models import Item, Kind, Project, Role, Scope, Stage
from annotator.selectors.cautions import said_to
from annotator.selectors.deck import Page
from annotator.selectors.ending import STATES, Ending, sentence
from annotator.selectors.returned import Note
from annotator.selectors.shown_suggestions import ShownSuggestion
from annotator.services.queue.decide import REFUSALS, STATUSES, Result
from annotator.services.queue.exchange import DeckRequest, Outcome, exchange
from annotator.services.queue.fill import Content, Leased
from annotator.services.queue.standing import Answer, Cautioned

RETRY_IN_S = 20
# Annotators read in such steps how many labels the ranking lags behind.
BEHIND_IN = 10
# So long somebody reads what they were told, on whatever page.
TOLD_FOR = timedelta(minutes=30)
MAX_VERSION_CHARS = 40
NOTHING: Mapping[int, Result] = MappingProxyType({})
MESSAGES = {
    "open": "",
    "paused": "The project is paused. A manager can start it again.",
    "finished": "Nothing is asked here any more.",
}
# Who may see what others do, by name.
SEE_NAMES = (Role.MANAGER, Role.REVIEWER)
# What is wrong with an answer that could not be read, by its field.
UNREADABLE = {
    "key": "It has no key, which must be a UUID.",
    "item": "It names no item.",
    "label": "It names no label, and is no skip either.",
    "skip_reason": f"Its reason is not plain text of at most {MAX_SKIP_REASON_CHARS:,} characters.",
    "flagged": "Whether it is flagged is neither yes nor no.",
    "comment": f"Its comment is not plain text of at most {MAX_COMMENT_CHARS:,} characters.",
    "seconds": f"Its time on screen is not between 0 and {MAX_SECONDS:,} seconds.",
    "answered_at": "It does not say when it was given.",
}
# PostgreSQL stores no NUL in a text.
NO_NUL = r"\A[^\0]*\Z"
Numbers = Annotated[list[int], Meta(max_length=MAX_NAMED_ITEMS)]


class AnswerIn(Struct, kw_only=True, forbid_unknown_fields=True):
    key: UUID
    item: Annotated[int, Meta(ge=1)]
    label: int | None
    skip_reason: Annotated[str, Meta(max_length=MAX_SKIP_REASON_CHARS, pattern=NO_NUL)] = ""
    flagged: bool = False
    comment: Annotated[str, Meta(max_length=MAX_COMMENT_CHARS, pattern=NO_NUL)] = ""
    seconds: Annotated[float, Meta(ge=0, le=MAX_SECONDS)] = 0.0
    answered_at: Annotated[datetime, Meta(tz=True)]

    def __post_init__(self) -> None:
        self.answered_at = _in_utc(self.answered_at)


def _in_utc(time: datetime) -> datetime:
    try:
        return time.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("Datetime value out of range.") from error


class DeckRequestIn(Struct, kw_only=True, forbid_unknown_fields=True):
    submission: UUID
    # For whom it is sent: a browser outlives its sessions.
    person: int | None = None
    answers: Annotated[list[AnswerIn], Meta(max_length=MAX_ANSWERS)] = []
    # The page that sends it: the first word of another one. Programs leave it out, and send no signs of life.
    page: UUID | None = None
    want: Annotated[int, Meta(ge=0, le=MAX_HELD)] = 0
    holding: Numbers = []
    # What this page held before it was loaded anew.
    again: Numbers = []
    give_back: Numbers = []
    # Where nothing else is left, what this person skipped until then comes again.
    skipped_until: Annotated[datetime, Meta(tz=True)] | None = None
    include_project: bool = False
    # Of the project that the page shows: a newer one comes along, whatever include_project says.
    project_version: Annotated[str, Meta(max_length=MAX_VERSION_CHARS)] | None = None

    def __post_init__(self) -> None:
        self.skipped_until = self.skipped_until and _in_utc(self.skipped_until)


class AnswerResultOut(Struct):
    key: UUID | None
    status: Annotated[str, Meta(extra={"field": partial(serializers.ChoiceField, STATUSES)})]
    code: str
    detail: str


class DeckImageOut(Struct):
    url: str
    width: int
    height: int


class DeckFieldOut(Struct):
    """A column shown beside the content."""

    name: str
    look: Annotated[str, Meta(extra={"field": partial(serializers.ChoiceField, LOOKS)})]
    value: str


class DeckSuggestionOut(Struct):
    """What a model says of the item, where the project shows that. label: its number."""

    label: int
    probability: float | None
    score: float | None


class DeckReturnedOut(Struct):
    """Why a reviewer sent it back. answered: they have an answer on it that counts until they answer anew; label: its
    number, null for a skip.
    """

    note: str
    answered: bool
    label: int | None


class DeckItemOut(Struct):
    id: int
    text: str | None
    image: DeckImageOut | None
    fields: list[DeckFieldOut]
    suggestion: DeckSuggestionOut | None
    returned: DeckReturnedOut | None
    expires_at: datetime


class DeckProgressOut(Struct):
    labels: int
    budget: int
    mine: int
    skipped: int


class DeckHolderOut(Struct):
    username: str
    items: int
    until: datetime


class DeckHeldOut(Struct):
    """By other people: their names for managers and reviewers alone. until: at the latest."""

    people: int
    items: int
    until: datetime
    lacks_budget: bool
    holders: list[DeckHolderOut]


class DeckEndingOut(Struct):
    left: int
    skipped: int
    for_others: int
    held: DeckHeldOut | None


class DeckModelOut(Struct):
    """labels_behind: for annotators in steps of ten."""

    round: int | None
    running: bool
    labels_behind: int
    worker_alive: bool
    worker_seen_at: datetime | None


class DeckProjectOut(Struct):
    id: int
    name: str
    kind: Kind
    guidelines: str
    labels: Annotated[list[dict[str, Any]], Meta(extra={"field": partial(LabelClassOut, many=True)})]
    deck_size: int
    role: Role
    version: str


class DeckResponseOut(Struct, kw_only=True):
    """caution: what this person is told of how they label; empty for nothing."""

    results: list[AnswerResultOut]
    items: list[DeckItemOut]
    lost: list[int]
    progress: DeckProgressOut
    model: DeckModelOut
    state: Annotated[str, Meta(extra={"field": partial(serializers.ChoiceField, STATES)})]
    retry_in_s: int | None
    detail: str
    caution: str
    ending: DeckEndingOut | None
    server_time: datetime
    project: DeckProjectOut | None


class DeckParser(StructParser):
    struct = DeckRequestIn


class DeckView(View):
    scopes = {"POST": Scope.LABEL}
    parser_classes = [DeckParser]
    renderer_classes = [StructRenderer]

    @extend_schema(
        operation_id="deck_exchange", request=serializer_of(DeckRequestIn), responses=serializer_of(DeckResponseOut)
    )
    def post(self, request: Request, project_id: int) -> Response:
        user, now = user_of(request), timezone.now()
        body, unreadable = readable(request.data)
        refuse_for_another(user, body.person)
        role = role_for(request, project_id)
        outcome = exchange(project_id, user=user, request=as_request(body), now=now)
        is_news = body.project_version not in (None, version_of(outcome.project, role=role))
        project = as_project(outcome.project, role=role) if body.include_project or is_news else None
        return Response(as_response(outcome, project=project, role=role, now=now, unreadable=unreadable))


def readable(data: object) -> tuple[DeckRequestIn, dict[int, Result]]:
    """The body without those of its answers that cannot be read, and these, refused one by one, by their places.

    Raises DRF's ValidationError where anything but an answer cannot be read.
    """
    if not isinstance(data, dict) or not isinstance(data.get("answers"), list) or len(data["answers"]) > MAX_ANSWERS:
        return checked(data, DeckRequestIn), {}
    answers: list[object] = data["answers"]
    found = {place: _unreadable(answer) for place, answer in enumerate(answers)}
    refused = {place: result for place, result in found.items() if result}
    left = [answer for place, answer in enumerate(answers) if place not in refused]
    return checked({**data, "answers": left}, DeckRequestIn), refused


def _unreadable(answer: Any) -> Result | None:
    serializer = serializer_of(AnswerIn)(data=answer)
    if serializer.is_valid():
        return None
    has_key = isinstance(answer, dict) and "key" not in serializer.errors
    key = serializer.fields["key"].run_validation(answer["key"]) if has_key else None
    why = [UNREADABLE.get(name, f"It has a field “{name}”, which is not known.") for name in serializer.errors]
    detail = " ".join([REFUSALS["invalid_answer"], *why])
    return Result(key, "refused", "invalid_answer", detail)


def as_request(body: DeckRequestIn) -> DeckRequest:
    return DeckRequest(
        submission=body.submission,
        page=body.page,
        answers=tuple([_answer(answer) for answer in body.answers]),
        want=body.want,
        holding=frozenset(body.holding),
        again=tuple(body.again),
        skipped_until=body.skipped_until,
        give_back=tuple(body.give_back),
    )


def _answer(answer: AnswerIn) -> Answer:
    return Answer(
        key=answer.key,
        item_id=answer.item,
        label_id=answer.label,
        answered_at=answer.answered_at,
        seconds=answer.seconds,
        skip_reason=answer.skip_reason.strip(),
        flagged=answer.flagged,
        comment=answer.comment.strip(),
    )


def as_response(
    outcome: Outcome,
    *,
    project: DeckProjectOut | None,
    role: str,
    now: datetime,
    unreadable: Mapping[int, Result] = NOTHING,
) -> DeckResponseOut:
    """role: of who asks. unreadable: answers that never reached the queue, by their places among all that came."""
    progress, results = outcome.page.progress, list(outcome.results)
    for place in sorted(unreadable):
        results.insert(place, unreadable[place])
    return DeckResponseOut(
        results=[_result(result) for result in results],
        items=_items(outcome.leases, outcome.project),
        lost=outcome.lost,
        progress=DeckProgressOut(
            labels=progress.labels, budget=progress.budget, mine=progress.mine, skipped=progress.skipped
        ),
        model=_model(outcome.page, role=role),
        state=outcome.state,
        retry_in_s=RETRY_IN_S if outcome.state == "waiting" else None,
        detail=_detail(outcome),
        caution=_caution(outcome.caution, now=now),
        ending=_ending(outcome.ending, may_see_names=role in SEE_NAMES),
        server_time=timezone.localtime(now),
        project=project,
    )


def _detail(outcome: Outcome) -> str:
    if outcome.state == "stopped":
        return said_to(outcome.caution.stage, outcome.caution.reason)
    return sentence(outcome.project, outcome.ending) if outcome.ending else MESSAGES[outcome.state]


def _caution(caution: Cautioned, *, now: datetime) -> str:
    if caution.stage != Stage.TOLD or caution.at is None or caution.at <= now - TOLD_FOR:
        return ""
    return said_to(caution.stage, caution.reason)


def _ending(ending: Ending | None, *, may_see_names: bool) -> DeckEndingOut | None:
    if ending is None:
        return None
    return DeckEndingOut(
        left=ending.left,
        skipped=ending.skipped,
        for_others=ending.for_others,
        held=_held(ending, may_see_names=may_see_names) if ending.holders else None,
    )


def _held(ending: Ending, *, may_see_names: bool) -> DeckHeldOut:
    holders = [DeckHolderOut(each.username, each.items, timezone.localtime(each.until)) for each in ending.holders]
    return DeckHeldOut(
        people=len(holders),
        items=ending.held,
        until=max(holder.until for holder in holders),
        lacks_budget=ending.lacks_budget,
        holders=holders if may_see_names else [],
    )


def _result(result: Result) -> AnswerResultOut:
    return AnswerResultOut(key=result.key, status=result.status, code=result.code, detail=result.detail)


def _items(leases: Sequence[Leased], project: Project) -> list[DeckItemOut]:
    # Those that are new all end at one moment.
    ends = {end: timezone.localtime(end) for end in {lease.expires_at for lease in leases}}
    return [
        item_of(lease.item, project, suggestion=lease.suggestion, expires_at=ends[lease.expires_at], note=lease.note)
        for lease in leases
    ]


def item_of(
    item: Content | Item,
    project: Project,
    *,
    suggestion: ShownSuggestion | None,
    expires_at: datetime,
    note: Note | None = None,
) -> DeckItemOut:
    """An item as it is handed out. expires_at: in the time zone of the server; note: why it came back."""
    return DeckItemOut(
        id=item.pk,
        text=None if item.media else item.text,
        image=_image(item),
        fields=_fields(item, project),
        suggestion=_suggestion(suggestion),
        returned=DeckReturnedOut(note.text, note.answered, note.label_id) if note else None,
        expires_at=expires_at,
    )


def _fields(item: Content | Item, project: Project) -> list[DeckFieldOut]:
    return [DeckFieldOut(*each) for each in field_texts(project.fields, item.metadata)] if project.fields else []


def _suggestion(said: ShownSuggestion | None) -> DeckSuggestionOut | None:
    return DeckSuggestionOut(said.label_id, said.probability, said.score) if said else None


def _image(item: Content | Item) -> DeckImageOut | None:
    if not item.media:
        return None
    return DeckImageOut(url=media_url(item.pk), width=item.width, height=item.height)


def _model(page: Page, *, role: str) -> DeckModelOut:
    """Labels on audit and gold items wait for no round: by that an annotator could tell them, one by one."""
    model = page.model
    behind = model.labels_behind - model.labels_behind % BEHIND_IN if role == Role.ANNOTATOR else model.labels_behind
    return DeckModelOut(
        round=model.round,
        running=model.running,
        labels_behind=behind,
        worker_alive=model.worker_alive,
        worker_seen_at=model.worker_seen_at and timezone.localtime(model.worker_seen_at),
    )


def version_of(project: Project, *, role: str) -> str:
    """Another one whenever what this person's labelling page shows of the project is another."""
    return f"{project.version}.{role}"


def as_project(project: Project, *, role: str) -> DeckProjectOut:
    return DeckProjectOut(
        id=project.pk,
        name=project.name,
        kind=Kind(project.kind),
        guidelines=project.guidelines,
        labels=list(LabelClassOut(project.labels, many=True).data),
        deck_size=project.deck_size,
        role=Role(role),
        version=version_of(project, role=role),
    )
