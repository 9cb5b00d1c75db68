"""Written by `make schema` from frontend/schema.yaml. Change the API, not this file."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


class AccuracyChange(TypedDict):
    round: int
    value: float
    low: float
    high: float
    is_clear: bool


class Answer(TypedDict):
    key: str
    item: int
    label: int | None
    skip_reason: NotRequired[str]
    flagged: NotRequired[bool]
    comment: NotRequired[str]
    seconds: NotRequired[float]
    answered_at: str


AnswerStatus: TypeAlias = Literal["accepted", "duplicate", "refused"]


class AskedFirst(TypedDict):
    representation: str
    title: str
    among: int
    count: int


class Awaited(TypedDict):
    answered: int
    needed: int


class AwaitedAnswers(TypedDict):
    answered: int
    needed: int
    money: str | None
    labels: int
    hours: float | None
    items_suffice: bool
    budget_suffices: bool
    detail: str


class BenchmarkAnnotators(TypedDict):
    count: int
    noise: float
    confusion: list[list[float]] | None
    seconds_per_label: float
    absence: float


BenchmarkJudge: TypeAlias = Literal["fresh", "own"]


class BenchmarkPenalty(TypedDict):
    names: list[str]
    wins: list[list[float]]


class BenchmarkPlan(TypedDict):
    pool: int
    test: int
    labels: int
    runs: int
    rounds: int
    minutes: float | None
    detail: str


Strategy: TypeAlias = str


BenchmarkSource: TypeAlias = Literal["truth", "labels"]


ByEnum: TypeAlias = Literal["link", "drawn"]


CautionReason: TypeAlias = Literal["gold", "pace", "same"]


CautionStage: TypeAlias = Literal["told", "stopped"]


Certainty: TypeAlias = Literal["clear", "leaning", "noise", "early"]


class Chance(TypedDict):
    value: float
    name: str


ChosenEvent: TypeAlias = Literal["item.labelled", "round.done", "budget.reached", "project.status", "job.ended"]


class ColumnValue(TypedDict):
    name: str
    value: str


class Contradiction(TypedDict):
    content: str
    labels: list[str]
    lines: list[int]


class Credentials(TypedDict):
    username: str
    password: str


class CurvePoint(TypedDict):
    round: int
    labels: int
    money: str
    value: float
    low: float
    high: float
    n: int


Id: TypeAlias = int


DecisionKind: TypeAlias = Literal[
    "settle", "ask_again", "take_back", "set_aside", "put_back", "accept", "reject", "to_gold", "off_gold", "send_back"
]


DecisionOnAnswers: TypeAlias = Literal["take_back"]


DecisionOnItems: TypeAlias = Literal["ask_again", "set_aside", "put_back", "off_gold"]


class DecisionOutcome(TypedDict):
    decision: int | None
    items: int
    labels: int
    skips: int
    open_again: int
    paid_labels: int
    money: str
    held: int
    left: bool
    detail: str


DecisionToGold: TypeAlias = Literal["to_gold"]


class DecisionToGoldById(TypedDict):
    why: NotRequired[str]
    expected: NotRequired[int]
    kind: DecisionToGold
    label: NotRequired[str]
    ids: list[Id]


class DecisionUndone(TypedDict):
    changed: int
    stayed: int
    detail: str


DecisionWithLabel: TypeAlias = Literal["settle"]


class DeckHolder(TypedDict):
    username: str
    items: int
    until: str


class DeckImage(TypedDict):
    url: str
    width: int
    height: int


class DeckModel(TypedDict):
    round: int | None
    running: bool
    labels_behind: int
    worker_alive: bool
    worker_seen_at: str | None


class DeckProgress(TypedDict):
    labels: int
    budget: int
    mine: int
    skipped: int


class DeckRequest(TypedDict):
    submission: str
    person: NotRequired[int | None]
    answers: NotRequired[list[Answer]]
    page: NotRequired[str | None]
    want: NotRequired[int]
    holding: NotRequired[list[int]]
    again: NotRequired[list[int]]
    give_back: NotRequired[list[int]]
    skipped_until: NotRequired[str | None]
    include_project: NotRequired[bool]
    project_version: NotRequired[str | None]


class DeckReturned(TypedDict):
    note: str
    answered: bool
    label: int | None


DeckState: TypeAlias = Literal["open", "waiting", "done_here", "paused", "budget_spent", "finished", "stopped"]


class DeckSuggestion(TypedDict):
    label: int
    probability: float | None
    score: float | None


DeliveryState: TypeAlias = Literal["waiting", "delivered", "failed"]


class DemoAccount(TypedDict):
    username: str
    password: str
    role: str


class Estimate(TypedDict):
    value: float
    low: float
    high: float
    n: int
    is_sure: bool


ExportFormat: TypeAlias = Literal[
    "csv",
    "csv-spreadsheet",
    "xlsx",
    "jsonl",
    "parquet",
    "records",
    "label-studio",
    "doccano",
    "fasttext",
    "hf",
    "imagefolder",
    "zip",
]


ExportWhat: TypeAlias = Literal["items", "answers", "predictions", "model", "labels", "archive"]


class FeatureProgress(TypedDict):
    encoder: str
    about: str
    rows: int
    total: int
    error: str


class ForecastPoint(TypedDict):
    labels: int
    money: str | None
    value: float
    low: float
    high: float


class FormatOffer(TypedDict):
    name: ExportFormat
    title: str


class Gain(TypedDict):
    value: float
    low: float
    high: float


class GivenAnswer(TypedDict):
    item: NotRequired[int]
    external_id: NotRequired[str]
    label: str | None
    key: NotRequired[str]
    skip_reason: NotRequired[str]
    flagged: NotRequired[bool]
    comment: NotRequired[str]
    seconds: NotRequired[float]
    answered_at: NotRequired[str]


class GivenAnswers(TypedDict):
    answers: list[GivenAnswer]


class GivenResult(TypedDict):
    key: str
    status: AnswerStatus
    code: str
    detail: str


class GivenResults(TypedDict):
    results: list[GivenResult]


HealthStatusEnum: TypeAlias = Literal["ok"]


class InvitationAccept(TypedDict):
    link: str
    username: str
    password: str


InvitationState: TypeAlias = Literal["open", "used", "expired", "revoked"]


WhomItem: TypeAlias = str


class ItemColumns(TypedDict):
    id: int
    text: str
    image: str
    values: list[ColumnValue]


class ItemCounts(TypedDict):
    total: int
    pool: int
    audit: int
    leased: int
    answered: int
    set_aside: int
    duplicates: int


class ItemDecision(TypedDict):
    id: int
    kind: DecisionKind
    sentence: str
    why: str
    person: int | None
    since: str | None
    label: str
    items: int
    labels: int
    skips: int
    by: str
    at: str
    undone_by: str
    undone_at: str | None


IdItem: TypeAlias = int


ColumnItem: TypeAlias = str


GivenItem: TypeAlias = str


class ItemImage(TypedDict):
    url: str
    width: int
    height: int


class ItemLikely(TypedDict):
    label: str
    probability: float


class ItemPlace(TypedDict):
    id: int
    x: float
    y: float
    label: int | None


class ItemPredicted(TypedDict):
    round: int
    likeliest: list[ItemLikely]


class ItemRemoval(TypedDict):
    items: int
    held: int
    suggestions: int
    labels: int
    skips: int
    paid_labels: int
    money: str
    left: bool
    detail: str


ItemRole: TypeAlias = Literal["pool", "audit", "gold"]


ItemStanding: TypeAlias = Literal["labelled", "tied", "unlabelled", "set_aside"]


class ItemTotal(TypedDict):
    count: int
    is_exact: bool


class ItemVotes(TypedDict):
    label: str
    answers: int


class ItemWrite(TypedDict):
    text: str
    external_id: NotRequired[str]
    metadata: NotRequired[dict[str, Any]]
    truth: NotRequired[str]


class ItemsRemoveById(TypedDict):
    expected: NotRequired[int]
    ids: list[Id]


class ItemsWrite(TypedDict):
    items: list[ItemWrite]


class JobCounts(TypedDict):
    added: int
    unchanged: int
    updated: int
    rejected: int
    answers: int
    skips: int
    truths: int
    suggestions: int
    people: int


class JobFile(TypedDict):
    name: str
    size: int
    sha256: str


JobKind: TypeAlias = Literal["import", "preview", "export", "round", "oracle", "benchmark", "features"]


JobState: TypeAlias = Literal["waiting", "running", "done", "failed", "cancelled"]


class JudgedRepresentation(TypedDict):
    name: str
    title: str
    about: str
    value: float
    low: float
    high: float


Kind: TypeAlias = Literal["image", "text"]


class LabelClass(TypedDict):
    id: int
    name: str
    key: str
    color: str
    position: int


class LabelClassWrite(TypedDict):
    id: NotRequired[int]
    name: str
    key: NotRequired[str]
    color: NotRequired[str]


class LabelLook(TypedDict):
    key: str
    color: str


LabelsAreEnum: TypeAlias = Literal["answers", "truth", "suggestions"]


class LabelsPreview(TypedDict):
    labels: list[LabelClassWrite]


class Link(TypedDict):
    link: str


LogKind: TypeAlias = Literal[
    "created",
    "deleted",
    "started",
    "paused",
    "setting",
    "labels_added",
    "labels_removed",
    "labels_ordered",
    "label_name",
    "label_key",
    "label_color",
    "person_added",
    "person_removed",
    "role",
    "invited",
    "invitation_revoked",
    "came_in",
    "password_drawn",
    "password_link",
    "benchmark_deleted",
    "round_cancelled",
    "alike_asked",
    "alike_taken_back",
    "items_removed",
    "decided",
    "decision_undone",
    "view_kept",
    "view_forgotten",
    "person_stopped",
    "person_let_go_on",
    "webhook_added",
    "webhook_changed",
    "webhook_secret",
    "webhook_on",
    "webhook_off",
    "webhook_gave_up",
    "webhook_removed",
]


LookEnum: TypeAlias = Literal["heading", "small"]


class MappedLabel(TypedDict):
    label: str
    to: str | None


MeaningEnum: TypeAlias = Literal["text", "label", "id", "person", "time", "field", "metadata", "ignored"]


class Missing(TypedDict):
    code: str
    detail: str


class ModelLooks(TypedDict):
    sentence: str
    name: str | None
    pinned: bool
    labels: int
    judged: list[JudgedRepresentation]
    features: list[FeatureProgress]


class MoreLikeItems(TypedDict):
    count: NotRequired[int]
    items: list[int]


class MoreLikeLabel(TypedDict):
    count: NotRequired[int]
    label: int


MoreLikeThese: TypeAlias = MoreLikeItems | MoreLikeLabel


class NearItem(TypedDict):
    id: int
    cosine: float


class NearestItems(TypedDict):
    representation: str
    title: str
    among: int
    items: list[NearItem]


OriginEnum: TypeAlias = Literal["queue", "import", "api"]


class OverlapChange(TypedDict):
    items: int
    labels: int
    money: str | None
    affordable: int
    detail: str


class OverlapPreview(TypedDict):
    budget_labels: NotRequired[int]
    budget_money: NotRequired[str | None]
    price_per_label: NotRequired[str]
    overlap: int


class OverviewLeft(TypedDict):
    labels: int
    money: str | None
    ends_with_items: bool
    finish_at: str | None
    hours: float | None


class OverviewPace(TypedDict):
    labels_per_hour: float
    people_online: int


class OverviewSpent(TypedDict):
    labels: int
    budget_labels: int
    money: str
    budget_money: str | None
    currency: str
    labels_money: str
    compute_money: str


class OwnPassword(TypedDict):
    current: str
    password: str


class PasswordOwner(TypedDict):
    username: str


class PasswordReset(TypedDict):
    link: str
    password: str


class PersonLetGoOn(TypedDict):
    why: str


class PersonPassword(TypedDict):
    by: ByEnum


class PersonPasswordMade(TypedDict):
    link: str | None
    password: str | None


class ProjectColumns(TypedDict):
    names: list[str]
    items: list[ItemColumns]


class ProjectCreate(TypedDict):
    name: str
    kind: Kind


class ProjectDelete(TypedDict):
    confirm_name: str


ProjectEnd: TypeAlias = Literal["items", "budget"]


ProjectStatus: TypeAlias = Literal["draft", "active", "paused", "finished"]


class QualityCell(TypedDict):
    first: str
    second: str
    items: int


class QualityFigure(TypedDict):
    value: float | None
    low: float | None
    high: float | None
    n: int
    needed: int


class QualityPair(TypedDict):
    first: int
    second: int
    same: QualityFigure
    kappa: QualityFigure
    cells: list[QualityCell]


class QualityPerson(TypedDict):
    id: int
    name: str
    labels: int
    truth: QualityFigure
    cells: list[QualityCell]
    model: QualityFigure
    model_cells: list[QualityCell]
    dawid_skene: float | None


class QualityWeighed(TypedDict):
    items: int
    tied: int
    settled: int
    outvoted: int


class Ready(TypedDict):
    ready: bool
    reasons: list[str]


class ResultOffer(TypedDict):
    what: ExportWhat
    title: str
    about: str
    rows: int | None
    missing: str
    by_item: bool
    formats: list[FormatOffer]


class ReviewAnswer(TypedDict):
    id: int
    who: str
    label: str | None
    skip_reason: str
    flagged: bool
    comment: str
    seconds: float


Answer1: TypeAlias = int


class ReviewDecided(TypedDict):
    decision: int
    detail: str


ReviewKind: TypeAlias = Literal["returned", "disagreeing", "flagged", "commented", "skipped", "suspected", "sampled"]


class ReviewPerson(TypedDict):
    id: int
    name: str


ReviewPlainly: TypeAlias = Literal["accept", "set_aside"]


class ReviewSettle(TypedDict):
    item: int
    answers: list[Answer1]
    why: NotRequired[str]
    kind: DecisionWithLabel
    label: str


class ReviewWaiting(TypedDict):
    kind: ReviewKind
    count: int
    is_exact: bool


ReviewWithNote: TypeAlias = Literal["send_back"]


ReviewWithReason: TypeAlias = Literal["reject"]


Role: TypeAlias = Literal["manager", "annotator", "reviewer"]


RoundStatus: TypeAlias = Literal["running", "done", "failed", "cancelled"]


RowResultStatusEnum: TypeAlias = Literal["added", "updated", "unchanged", "refused"]


class SeenAnswer(TypedDict):
    person: str
    label: str


class SeenColumn(TypedDict):
    name: str
    meaning: MeaningEnum
    samples: list[str]


class SeenCounts(TypedDict):
    rows: int
    items: int
    unchanged: int
    left_out: int
    answers: int
    people: int
    skips: int
    truths: int
    suggestions: int
    contradictions: int
    repeated_ids: int
    is_whole: bool


class SeenField(TypedDict):
    name: str
    look: LookEnum
    value: str


class SeenLabel(TypedDict):
    name: str
    key: str
    color: str
    items: int
    is_new: bool
    spellings: list[str]


class SeenSheet(TypedDict):
    name: str
    is_read: bool


class SeenSuggestion(TypedDict):
    model: str
    version: str
    label: str
    probability: float | None
    score: float | None


class ShownField(TypedDict):
    name: str
    look: LookEnum
    read: NotRequired[bool]


SortEnum: TypeAlias = Literal[
    "row",
    "-row",
    "external_id",
    "-external_id",
    "answers",
    "-answers",
    "answered",
    "-answered",
    "probability",
    "-probability",
    "suspected",
    "-suspected",
    "rank",
    "-rank",
]


class Source(TypedDict):
    address: str


class Sources(TypedDict):
    allowed: list[str]


class Spread(TypedDict):
    mean: float
    spread: float
    low: float | None
    high: float | None
    n: int


class Strategy1(TypedDict):
    name: str
    title: str
    description: str
    cost: str
    is_default: bool
    kinds: list[Kind]


class SuggestionRow(TypedDict):
    id: int
    item: int
    external_id: str
    model: str
    version: str
    label: str
    probability: float | None
    score: float | None
    created_at: str


class SuggestionWrite(TypedDict):
    item: NotRequired[int]
    external_id: NotRequired[str]
    label: str
    probability: NotRequired[float | None]
    score: NotRequired[float | None]


class SuggestionsWrite(TypedDict):
    model: str
    version: NotRequired[str]
    suggestions: list[SuggestionWrite]


TokenScope: TypeAlias = Literal["read", "label", "manage"]


class User(TypedDict):
    id: int
    username: str
    display_name: str
    may_create_projects: bool
    may_create_accounts: bool
    password_is_given: bool


class Warning(TypedDict):
    code: str
    detail: str


class WebhookCreate(TypedDict):
    url: str
    events: list[ChosenEvent]


WebhookEvent: TypeAlias = Literal[
    "item.labelled", "round.done", "budget.reached", "project.status", "job.ended", "ping"
]


class WebhookWrite(TypedDict):
    url: NotRequired[str]
    events: NotRequired[list[ChosenEvent]]
    active: NotRequired[bool]


WorkChangeWhatEnum: TypeAlias = Literal["right", "agreement", "seconds"]


class WorkPerson(TypedDict):
    id: int
    name: str
    role: Role | None
    has_left: bool
    from_file: str


class WorkSeconds(TypedDict):
    median: float
    low: float
    high: float
    n: int


class WorkerBusy(TypedDict):
    since: str
    is_benchmark: bool
    is_own: bool
    ahead: int


ErrorType: TypeAlias = Literal["validation_error", "client_error", "server_error"]


class ErrorItem(TypedDict):
    code: str
    detail: str
    attr: str | None


class ErrorEnvelope(TypedDict):
    type: ErrorType
    errors: list[ErrorItem]


class BenchmarksFileParametersQuery(TypedDict):
    format: Literal["csv", "json", "latex"]


BenchmarksFileResponse: TypeAlias = dict[str, Any]


class JobsListParametersQuery(TypedDict):
    project: NotRequired[int]


class AnswersListParametersQuery(TypedDict):
    after: NotRequired[str]
    count: NotRequired[int]
    external_id: NotRequired[str]
    flagged: NotRequired[bool]
    item: NotRequired[int]
    label: NotRequired[str]
    origin: NotRequired[Literal["queue", "import", "api"]]
    person: NotRequired[int]
    received_from: NotRequired[str]
    received_to: NotRequired[str]
    round: NotRequired[int]
    skipped: NotRequired[bool]
    sort: NotRequired[Literal["id", "-id"]]
    with_replaced: NotRequired[bool]


class CautionsListParametersQuery(TypedDict):
    after: NotRequired[str]
    count: NotRequired[int]


class DecisionsListParametersQuery(TypedDict):
    after: NotRequired[str]
    count: NotRequired[int]


class DecisionsTakeParametersQuery(TypedDict):
    dry_run: NotRequired[bool]


class ExportsListParametersQuery(TypedDict):
    after: NotRequired[str]
    count: NotRequired[int]


class ItemsListParametersQuery(TypedDict):
    added_from: NotRequired[str]
    added_to: NotRequired[str]
    adjudicated: NotRequired[bool]
    after: NotRequired[str]
    against_model: NotRequired[bool]
    answered_from: NotRequired[str]
    answered_to: NotRequired[str]
    answers: NotRequired[int]
    answers_from: NotRequired[int]
    answers_to: NotRequired[int]
    column: NotRequired[list[ColumnItem]]
    commented: NotRequired[bool]
    count: NotRequired[int]
    disagreeing: NotRequired[bool]
    external_id: NotRequired[str]
    flagged: NotRequired[bool]
    given: NotRequired[list[GivenItem]]
    id: NotRequired[list[IdItem]]
    label: NotRequired[str]
    leased: NotRequired[bool]
    measures: NotRequired[bool]
    not_suggested_by: NotRequired[str]
    person: NotRequired[int]
    predicted: NotRequired[str]
    probability_from: NotRequired[float]
    probability_to: NotRequired[float]
    returned: NotRequired[bool]
    reviewed: NotRequired[bool]
    role: NotRequired[Literal["pool", "audit", "gold"]]
    round: NotRequired[int]
    sampled: NotRequired[bool]
    set_aside: NotRequired[bool]
    skip_reason: NotRequired[str]
    skipped: NotRequired[bool]
    sort: NotRequired[
        Literal[
            "row",
            "-row",
            "external_id",
            "-external_id",
            "answers",
            "-answers",
            "answered",
            "-answered",
            "probability",
            "-probability",
            "suspected",
            "-suspected",
            "rank",
            "-rank",
        ]
    ]
    split: NotRequired[str]
    state: NotRequired[Literal["labelled", "tied", "unlabelled", "set_aside"]]
    suggested: NotRequired[str]
    suggested_by: NotRequired[str]
    suspected: NotRequired[bool]
    text: NotRequired[str]
    truth: NotRequired[str]


class ItemsRemoveParametersQuery(TypedDict):
    dry_run: NotRequired[bool]


class ItemsNearestParametersQuery(TypedDict):
    count: NotRequired[int]


class ItemsCountParametersQuery(TypedDict):
    added_from: NotRequired[str]
    added_to: NotRequired[str]
    adjudicated: NotRequired[bool]
    against_model: NotRequired[bool]
    answered_from: NotRequired[str]
    answered_to: NotRequired[str]
    answers: NotRequired[int]
    answers_from: NotRequired[int]
    answers_to: NotRequired[int]
    column: NotRequired[list[ColumnItem]]
    commented: NotRequired[bool]
    disagreeing: NotRequired[bool]
    external_id: NotRequired[str]
    flagged: NotRequired[bool]
    given: NotRequired[list[GivenItem]]
    id: NotRequired[list[IdItem]]
    label: NotRequired[str]
    leased: NotRequired[bool]
    measures: NotRequired[bool]
    not_suggested_by: NotRequired[str]
    person: NotRequired[int]
    predicted: NotRequired[str]
    probability_from: NotRequired[float]
    probability_to: NotRequired[float]
    returned: NotRequired[bool]
    reviewed: NotRequired[bool]
    role: NotRequired[Literal["pool", "audit", "gold"]]
    round: NotRequired[int]
    sampled: NotRequired[bool]
    set_aside: NotRequired[bool]
    skip_reason: NotRequired[str]
    skipped: NotRequired[bool]
    split: NotRequired[str]
    state: NotRequired[Literal["labelled", "tied", "unlabelled", "set_aside"]]
    suggested: NotRequired[str]
    suggested_by: NotRequired[str]
    suspected: NotRequired[bool]
    text: NotRequired[str]
    truth: NotRequired[str]


LabelsPreviewResponse: TypeAlias = list[LabelLook]


class ProjectLogParametersQuery(TypedDict):
    before: NotRequired[int]


class ItemsMapParametersQuery(TypedDict):
    count: NotRequired[int]


class ItemsNearestTextParametersQuery(TypedDict):
    count: NotRequired[int]
    text: str


class ItemsNearestPictureParametersQuery(TypedDict):
    count: NotRequired[int]


class ItemsNearestPictureRequest(TypedDict):
    picture: bytes


class OwnAnswersListParametersQuery(TypedDict):
    person: NotRequired[int]


PeopleFiguresParametersQuery = TypedDict(
    "PeopleFiguresParametersQuery",
    {
        "from": NotRequired[str],
        "to": NotRequired[str],
    },
)


PeoplePayParametersQuery = TypedDict(
    "PeoplePayParametersQuery",
    {
        "from": NotRequired[str],
        "period": NotRequired[Literal["day", "week", "month"]],
        "to": NotRequired[str],
    },
)


ResultsListResponse: TypeAlias = list[ResultOffer]


class ReviewItemsParametersQuery(TypedDict):
    after: NotRequired[str]
    count: NotRequired[int]
    kind: Literal["returned", "disagreeing", "flagged", "commented", "skipped", "suspected", "sampled"]


class RoundsListParametersQuery(TypedDict):
    after: NotRequired[str]
    count: NotRequired[int]


class SuggestionsListParametersQuery(TypedDict):
    after: NotRequired[str]
    count: NotRequired[int]
    external_id: NotRequired[str]
    item: NotRequired[int]
    label: NotRequired[str]
    model: NotRequired[str]
    version: NotRequired[str]


class UploadsCreateRequest(TypedDict):
    file: bytes


class WebhookDeliveriesParametersQuery(TypedDict):
    before: NotRequired[int]


StrategiesListResponse: TypeAlias = list[Strategy1]


class AccessToken(TypedDict):
    id: int
    name: str
    prefix: str
    scopes: list[TokenScope]
    created_at: str
    expires_at: str | None
    has_expired: bool
    last_used_at: str | None


class AccessTokenCreate(TypedDict):
    name: str
    scopes: list[TokenScope]
    days: NotRequired[int | None]


class AccessTokenMade(TypedDict):
    token: AccessToken
    secret: str


class AnswerResult(TypedDict):
    key: str | None
    status: AnswerStatus
    code: str
    detail: str


class AnswerRow(TypedDict):
    id: int
    item: int
    external_id: str
    user: int
    username: str
    label: str | None
    skip_reason: str
    flagged: bool
    comment: str
    seconds: float
    answered_at: str
    received_at: str
    replaced_at: str | None
    is_taken_back: bool
    late: bool
    paid: bool
    origin: OriginEnum
    source: str | None
    round: int | None
    rank: int | None
    score: float | None
    probability: float | None


class BenchmarkAdvice(TypedDict):
    strategy: str | None
    certainty: Certainty
    sentence: str


class BenchmarkOffer(TypedDict):
    source: BenchmarkSource
    items: int
    usable: bool
    detail: str


class BenchmarkPoint(TypedDict):
    round: int
    labels: int
    money: float
    people_s: float
    machine_s: float
    error: Spread
    proxy_error: Spread | None
    audit: Spread | None
    lure: Spread | None
    update_s: float
    score_s: float
    query_s: float
    other_s: float
    n: int


class BenchmarkRow(TypedDict):
    id: int
    project: int
    title: str
    source: BenchmarkSource
    state: JobState
    done: int
    total: int
    seconds_left: float | None
    created_at: str
    started_at: str | None
    finished_at: str | None
    sentence: str
    error: str
    can_cancel: bool
    strategies: list[str]
    seeds: int


class BenchmarkRun(TypedDict):
    seed: int
    state: JobState
    done: int
    total: int
    error: str


class BenchmarkSettings(TypedDict):
    title: str
    source: BenchmarkSource
    strategies: list[Strategy]
    seeds: int
    initial: int
    query: int
    rounds: int
    pool: int
    test: int
    judge: BenchmarkJudge
    target_error: float | None
    annotators: BenchmarkAnnotators


class BenchmarkTableRow(TypedDict):
    error: Spread
    aubc: Spread
    labels_to_target: Spread | None
    speed_up: float | None
    against_random: Spread | None
    label_factor: Spread | None


class Caution(TypedDict):
    id: int
    user: int
    username: str
    stage: CautionStage
    reason: CautionReason
    sentence: str
    at: str
    lifted_at: str | None
    lifted_by: str
    why: str


class CautionPage(TypedDict):
    next: str | None
    results: list[Caution]


class ClassShare(TypedDict):
    id: int
    name: str
    color: str
    labels: int
    audit_labels: int
    share: float
    prevalence: Estimate | None


class Decision(TypedDict):
    id: int
    kind: DecisionKind
    sentence: str
    why: str
    chosen: dict[str, Any] | None
    person: int | None
    since: str | None
    label: str
    items: int
    labels: int
    skips: int
    by: str
    at: str
    undone_by: str
    undone_at: str | None


class DecisionById(TypedDict):
    why: NotRequired[str]
    expected: NotRequired[int]
    kind: DecisionOnItems
    ids: list[Id]


class DecisionPage(TypedDict):
    next: str | None
    results: list[Decision]


class DecisionSettleById(TypedDict):
    why: NotRequired[str]
    expected: NotRequired[int]
    kind: DecisionWithLabel
    label: str
    ids: list[Id]


class DeckField(TypedDict):
    name: str
    look: LookEnum
    value: str


class DeckHeld(TypedDict):
    people: int
    items: int
    until: str
    lacks_budget: bool
    holders: list[DeckHolder]


class DeckItem(TypedDict):
    id: int
    text: str | None
    image: DeckImage | None
    fields: list[DeckField]
    suggestion: DeckSuggestion | None
    returned: DeckReturned | None
    expires_at: str


class DeckProject(TypedDict):
    id: int
    name: str
    kind: Kind
    guidelines: str
    labels: list[LabelClass]
    deck_size: int
    role: Role
    version: str


class FieldChosen(TypedDict):
    name: str
    look: LookEnum
    read: bool


class FileChoices(TypedDict):
    format: NotRequired[str]
    encoding: NotRequired[str]
    has_header: NotRequired[bool]
    sheet: NotRequired[str]
    text_column: NotRequired[str]
    label_column: NotRequired[str]
    id_column: NotRequired[str]
    person_column: NotRequired[str]
    time_column: NotRequired[str]
    labels_are: NotRequired[LabelsAreEnum]
    fields: NotRequired[list[ShownField]]
    mapping: NotRequired[list[MappedLabel]]


class FileChosen(TypedDict):
    format: str | None
    encoding: str | None
    has_header: bool | None
    sheet: str | None
    text_column: str | None
    label_column: str | None
    id_column: str | None
    person_column: str | None
    time_column: str | None
    labels_are: LabelsAreEnum | None
    fields: list[FieldChosen] | None
    mapping: list[MappedLabel]


class Forecast(TypedDict):
    labels: int
    money: str | None
    hours: float | None
    gain: Gain
    is_clear: bool
    curve: list[ForecastPoint]


class Health(TypedDict):
    status: HealthStatusEnum


class ImportCreate(TypedDict):
    format: NotRequired[str]
    encoding: NotRequired[str]
    has_header: NotRequired[bool]
    sheet: NotRequired[str]
    text_column: NotRequired[str]
    label_column: NotRequired[str]
    id_column: NotRequired[str]
    person_column: NotRequired[str]
    time_column: NotRequired[str]
    labels_are: NotRequired[LabelsAreEnum]
    fields: NotRequired[list[ShownField]]
    mapping: NotRequired[list[MappedLabel]]
    upload: int
    goes_on: NotRequired[bool]


class Invitation(TypedDict):
    id: int
    who: str
    role: Role
    state: InvitationState
    invited_by: str
    created_at: str
    expires_at: str
    used_by: str | None
    used_at: str | None
    mailed_at: str | None
    mail_problem: str
    link: str | None


class InvitationOpened(TypedDict):
    project_name: str
    role: Role
    invited_by: str
    username: str
    expires_at: str


class InvitationsCreate(TypedDict):
    whom: list[WhomItem]
    role: Role


class Item(TypedDict):
    id: int
    row: int
    external_id: str
    state: ItemStanding
    role: ItemRole
    text: str | None
    image: ItemImage | None
    metadata: dict[str, Any]
    label: str | None
    is_adjudicated: bool
    truth: str | None
    votes: list[ItemVotes]
    share: float | None
    answers: int
    skips: int
    people: list[str]
    flagged: bool
    commented: bool
    leased: bool
    rank: int | None
    answered_at: str | None
    added_at: str
    predicted: ItemPredicted | None


class ItemDetail(TypedDict):
    id: int
    row: int
    external_id: str
    state: ItemStanding
    role: ItemRole
    text: str | None
    image: ItemImage | None
    metadata: dict[str, Any]
    label: str | None
    is_adjudicated: bool
    truth: str | None
    votes: list[ItemVotes]
    share: float | None
    answers: int
    skips: int
    people: list[str]
    flagged: bool
    commented: bool
    leased: bool
    rank: int | None
    answered_at: str | None
    added_at: str
    predicted: ItemPredicted | None
    fields: list[SeenField]
    given: list[AnswerRow]
    suggestions: list[SuggestionRow]
    predictions: list[ItemPredicted]
    why: str
    suspicion: str | None
    duplicate_of: int | None
    decisions: list[ItemDecision]


class ItemFilter(TypedDict):
    id: NotRequired[list[IdItem]]
    state: NotRequired[ItemStanding | None]
    label: NotRequired[str | None]
    set_aside: NotRequired[bool | None]
    role: NotRequired[ItemRole | None]
    measures: NotRequired[bool | None]
    split: NotRequired[str | None]
    external_id: NotRequired[str | None]
    text: NotRequired[str | None]
    column: NotRequired[list[ColumnItem]]
    leased: NotRequired[bool | None]
    person: NotRequired[int | None]
    given: NotRequired[list[GivenItem]]
    truth: NotRequired[str | None]
    answers: NotRequired[int | None]
    answers_from: NotRequired[int | None]
    answers_to: NotRequired[int | None]
    skipped: NotRequired[bool | None]
    skip_reason: NotRequired[str | None]
    flagged: NotRequired[bool | None]
    commented: NotRequired[bool | None]
    disagreeing: NotRequired[bool | None]
    adjudicated: NotRequired[bool | None]
    sampled: NotRequired[bool | None]
    reviewed: NotRequired[bool | None]
    returned: NotRequired[bool | None]
    suggested: NotRequired[str | None]
    suggested_by: NotRequired[str | None]
    not_suggested_by: NotRequired[str | None]
    predicted: NotRequired[str | None]
    probability_from: NotRequired[float | None]
    probability_to: NotRequired[float | None]
    against_model: NotRequired[bool | None]
    suspected: NotRequired[bool | None]
    round: NotRequired[int | None]
    answered_from: NotRequired[str | None]
    answered_to: NotRequired[str | None]
    added_from: NotRequired[str | None]
    added_to: NotRequired[str | None]


class ItemMap(TypedDict):
    representation: str
    title: str
    ready: int
    items: list[ItemPlace]


class ItemPage(TypedDict):
    next: str | None
    results: list[Item]


class ItemsRemoveByFilter(TypedDict):
    expected: NotRequired[int]
    items: ItemFilter


class Job(TypedDict):
    id: str
    kind: JobKind
    title: str
    project: int
    project_name: str
    state: JobState
    done: int
    total: int | None
    rate: float | None
    seconds_left: float | None
    started_at: str | None
    finished_at: str | None
    created_at: str
    message: str
    error: str
    problems: int
    counts: JobCounts | None
    can_cancel: bool
    download_url: str | None
    file: JobFile | None
    problems_url: str | None
    log: list[str]


class Joined(TypedDict):
    project: int
    role: Role


class LogEntry(TypedDict):
    id: int
    at: str
    username: str
    kind: LogKind
    sentence: str


class LogPage(TypedDict):
    entries: list[LogEntry]
    next: int | None


class OwnAnswer(TypedDict):
    item: DeckItem
    key: str
    label: int | None
    skip_reason: str
    flagged: bool
    comment: str
    seconds: float
    answered_at: str


class OwnAnswers(TypedDict):
    answers: list[OwnAnswer]


class PayRow(TypedDict):
    period: str
    who: WorkPerson | None
    labels: int
    skips: int
    price_low: str | None
    price_high: str | None
    money: str


class PaySheet(TypedDict):
    begin: str | None
    end: str | None
    zone: str
    currency: str
    money: str
    rows: list[PayRow]
    labels: int
    skips: int


class Person(TypedDict):
    id: int | None
    user: int
    username: str
    role: Role | None
    joined_at: str | None
    labels: int
    skips: int
    has_left: bool
    from_file: str
    stage: CautionStage | None
    caution: str
    password_is_given: bool
    may_set_password: bool


class PersonAdded(TypedDict):
    id: int | None
    user: int
    username: str
    role: Role | None
    joined_at: str | None
    labels: int
    skips: int
    has_left: bool
    from_file: str
    stage: CautionStage | None
    caution: str
    password_is_given: bool
    may_set_password: bool
    initial_password: str | None


class PersonCreate(TypedDict):
    username: str
    role: Role
    password: NotRequired[str]


class PersonRow(TypedDict):
    id: int
    username: str
    role: Role | None
    has_left: bool
    from_file: str
    labels: int
    skips: int
    seconds_per_label: float | None
    labels_per_hour: float | None
    audit_agreement: Estimate | None
    last_seen_at: str | None
    online: bool


class PersonWrite(TypedDict):
    role: Role


class Project(TypedDict):
    id: int
    name: str
    kind: Kind
    status: ProjectStatus
    role: Role
    guidelines: str
    labels: list[LabelClass]
    overlap: int
    budget_labels: int
    budget_money: str | None
    price_per_label: str | None
    compute_price_per_hour: str | None
    currency: str
    annotators_see_money: bool
    audit_share: float
    gold_share: float
    warn_below: float | None
    pause_below: float | None
    watch_pace: bool
    lease_minutes: int
    deck_size: int
    strategy: str
    batch_size: int
    start_fraction: float
    advanced: dict[str, Any]
    items: int
    duplicates_once: bool
    fields: list[FieldChosen]
    shown_suggestions: str | None
    suggested_by: list[str]
    review_share: float
    review_names: bool
    items_with_truth: int
    audit_answered: int
    gold_items: int
    labels_done: int
    spent_money: str | None
    created_at: str
    missing: list[Missing]
    ended_by: ProjectEnd | None


class ProjectRow(TypedDict):
    id: int
    name: str
    kind: Kind
    status: ProjectStatus
    role: Role
    items: int
    labels: int
    budget_labels: int
    spent_money: str | None
    budget_money: str | None
    currency: str
    accuracy: Estimate | None
    awaited: Awaited | None
    accuracy_series: list[float]
    people_online: int
    ended_by: ProjectEnd | None
    returned: int
    created_at: str


class ProjectWrite(TypedDict):
    budget_labels: NotRequired[int]
    budget_money: NotRequired[str | None]
    price_per_label: NotRequired[str]
    name: NotRequired[str]
    guidelines: NotRequired[str]
    overlap: NotRequired[int]
    audit_share: NotRequired[float]
    gold_share: NotRequired[float]
    warn_below: NotRequired[float | None]
    pause_below: NotRequired[float | None]
    watch_pace: NotRequired[bool]
    lease_minutes: NotRequired[int]
    deck_size: NotRequired[int]
    compute_price_per_hour: NotRequired[str]
    currency: NotRequired[str]
    annotators_see_money: NotRequired[bool]
    strategy: NotRequired[str]
    batch_size: NotRequired[int]
    start_fraction: NotRequired[float]
    duplicates_once: NotRequired[bool]
    advanced: NotRequired[dict[str, Any]]
    fields: NotRequired[list[ShownField]]
    shown_suggestions: NotRequired[str | None]
    review_share: NotRequired[float]
    review_names: NotRequired[bool]
    labels: NotRequired[list[LabelClassWrite]]


class QualityAgreement(TypedDict):
    percent: QualityFigure
    fleiss: QualityFigure
    krippendorff: QualityFigure
    krippendorff_ordinal: QualityFigure


class QualityClass(TypedDict):
    label: str
    agreement: QualityFigure
    kappa: QualityFigure


class RankingInfo(TypedDict):
    round: int | None
    age_s: float | None
    labels_behind: int
    running: bool
    worker_alive: bool
    worker_seen_at: str | None
    next_round_in: int
    waits_for: WorkerBusy | None
    alike: int


class Review(TypedDict):
    waiting: list[ReviewWaiting]
    people: list[ReviewPerson]


class ReviewDecide(TypedDict):
    item: int
    answers: list[Answer1]
    why: NotRequired[str]
    kind: ReviewPlainly


class ReviewItem(TypedDict):
    id: int
    row: int
    external_id: str
    text: str | None
    image: ItemImage | None
    fields: list[SeenField]
    label: str | None
    votes: list[ItemVotes]
    answers: list[ReviewAnswer]
    kinds: list[ReviewKind]
    predicted: ItemPredicted | None


class ReviewPage(TypedDict):
    next: str | None
    results: list[ReviewItem]


class ReviewReject(TypedDict):
    item: int
    answers: list[Answer1]
    why: str
    kind: ReviewWithReason


class ReviewSendBack(TypedDict):
    item: int
    answers: list[Answer1]
    why: str
    kind: ReviewWithNote
    to_answer: NotRequired[int]
    to_person: NotRequired[int]


ReviewWrite: TypeAlias = ReviewDecide | ReviewReject | ReviewSendBack | ReviewSettle


class RoundDetail(TypedDict):
    number: int
    status: RoundStatus
    started_at: str
    finished_at: str | None
    labels_new: int
    labels_total: int
    spent_labels: int
    spent_money: str
    candidates: int
    audit_right: int
    audit_n: int
    rank_correlation: float | None
    strategy: str
    representation: str
    update_s: float
    score_s: float
    query_s: float
    other_s: float
    error: str


class RoundPage(TypedDict):
    next: str | None
    results: list[RoundDetail]


class RoundRow(TypedDict):
    number: int
    job: str
    status: RoundStatus
    cancel_requested: bool
    started_at: str
    finished_at: str | None
    labels_new: int
    labels_total: int
    candidates: int
    update_s: float
    score_s: float
    query_s: float
    other_s: float
    rank_correlation: float | None
    error: str


class RowResult(TypedDict):
    status: RowResultStatusEnum
    id: int | None
    code: str
    detail: str


class RowResults(TypedDict):
    added: int
    updated: int
    unchanged: int
    refused: int
    results: list[RowResult]


class SavedView(TypedDict):
    id: int
    name: str
    items: ItemFilter
    sort: SortEnum


class SavedViewCreate(TypedDict):
    name: str
    items: ItemFilter
    sort: NotRequired[SortEnum]


class SeenItem(TypedDict):
    external_id: str
    text: str
    thumbnail: str
    fields: list[SeenField]
    label: str
    answers: list[SeenAnswer]
    suggestions: list[SeenSuggestion]


class Session(TypedDict):
    user: User | None
    demo_accounts: list[DemoAccount]


class SuggestionPage(TypedDict):
    next: str | None
    results: list[SuggestionRow]


class WebhookDelivery(TypedDict):
    id: int
    message: str
    event: WebhookEvent
    state: DeliveryState
    attempts: int
    next_attempt: str | None
    created_at: str
    ended_at: str | None
    status: int | None
    error: str
    seconds: float | None


class WebhookDeliveryPage(TypedDict):
    deliveries: list[WebhookDelivery]
    next: int | None


class WebhookDeliveryWhole(TypedDict):
    id: int
    message: str
    event: WebhookEvent
    state: DeliveryState
    attempts: int
    next_attempt: str | None
    created_at: str
    ended_at: str | None
    status: int | None
    error: str
    seconds: float | None
    payload: dict[str, Any]


class WebhookWithSecret(TypedDict):
    id: int
    url: str
    events: list[ChosenEvent]
    active: bool
    created_by: str | None
    created_at: str
    failures: int
    failing_since: str | None
    waiting: int
    last: WebhookDelivery | None
    secret: str


class WorkChange(TypedDict):
    what: WorkChangeWhatEnum
    first: Estimate
    second: Estimate
    is_clear: bool


class WorkFigures(TypedDict):
    who: WorkPerson
    labels: int
    skips: int
    taken_back: int
    seconds: WorkSeconds | None
    agreement: QualityFigure
    right: QualityFigure
    changes: list[WorkChange]
    drift: str
    money: str


JobsListResponse: TypeAlias = list[Job]


ProjectsListResponse: TypeAlias = list[ProjectRow]


InvitationsListResponse: TypeAlias = list[Invitation]


PeopleListResponse: TypeAlias = list[Person]


ViewsListResponse: TypeAlias = list[SavedView]


TokensListResponse: TypeAlias = list[AccessToken]


class AnswerPage(TypedDict):
    next: str | None
    results: list[AnswerRow]


class BenchmarkArm(TypedDict):
    name: str
    title: str
    runs: list[BenchmarkRun]
    points: list[BenchmarkPoint]
    row: BenchmarkTableRow | None


class BenchmarkList(TypedDict):
    sources: list[BenchmarkOffer]
    benchmarks: list[BenchmarkRow]


class DecisionByFilter(TypedDict):
    why: NotRequired[str]
    expected: NotRequired[int]
    kind: DecisionOnItems
    items: ItemFilter


class DecisionSettleByFilter(TypedDict):
    why: NotRequired[str]
    expected: NotRequired[int]
    kind: DecisionWithLabel
    label: str
    items: ItemFilter


class DecisionTakeBack(TypedDict):
    why: NotRequired[str]
    expected: NotRequired[int]
    kind: DecisionOnAnswers
    person: int
    since: NotRequired[str | None]
    items: NotRequired[ItemFilter]


class DecisionToGoldByFilter(TypedDict):
    why: NotRequired[str]
    expected: NotRequired[int]
    kind: DecisionToGold
    label: NotRequired[str]
    items: ItemFilter


DecisionWrite: TypeAlias = (
    DecisionTakeBack
    | DecisionById
    | DecisionByFilter
    | DecisionSettleById
    | DecisionSettleByFilter
    | DecisionToGoldById
    | DecisionToGoldByFilter
)


class DeckEnding(TypedDict):
    left: int
    skipped: int
    for_others: int
    held: DeckHeld | None


class DeckResponse(TypedDict):
    results: list[AnswerResult]
    items: list[DeckItem]
    lost: list[int]
    progress: DeckProgress
    model: DeckModel
    state: DeckState
    retry_in_s: int | None
    detail: str
    caution: str
    ending: DeckEnding | None
    server_time: str
    project: DeckProject | None


class ExportCreate(TypedDict):
    what: NotRequired[ExportWhat]
    format: ExportFormat
    with_replaced: NotRequired[bool]
    with_model: NotRequired[bool]
    items: NotRequired[ItemFilter]


class ExportPage(TypedDict):
    next: str | None
    results: list[Job]


class Invited(TypedDict):
    who: str
    person: Person | None
    invitation: Invitation | None
    problem: str


ItemsRemove: TypeAlias = ItemsRemoveById | ItemsRemoveByFilter


class Overview(TypedDict):
    sentence: str
    spent: OverviewSpent
    left: OverviewLeft
    accuracy: Estimate | None
    awaited: AwaitedAnswers | None
    change: AccuracyChange | None
    chance: Chance | None
    pace: OverviewPace
    curve: list[CurvePoint]
    forecast: Forecast | None
    classes: list[ClassShare]
    rounds: list[RoundRow]
    ranking: RankingInfo
    looks: ModelLooks | None
    people: list[PersonRow]
    items: ItemCounts
    warnings: list[Warning]


class Preview(TypedDict):
    format: str
    formats: list[str]
    encoding: str
    delimiter: str
    has_header: bool | None
    sheets: list[SeenSheet]
    columns: list[SeenColumn]
    labels_are: LabelsAreEnum | None
    labels_why: str
    items: list[SeenItem]
    counts: SeenCounts
    labels: list[SeenLabel]
    contradictions: list[Contradiction]
    warnings: list[Warning]
    losses: list[Warning]


class Quality(TypedDict):
    sentence: str
    items: int
    agreement: QualityAgreement
    classes: list[QualityClass]
    people: list[QualityPerson]
    pairs: list[QualityPair]
    pairs_in_all: int
    weighed: QualityWeighed | None
    suspected: int


class Upload(TypedDict):
    id: int
    filename: str
    address: str
    size: int
    kind: Kind
    preview: Preview | None
    choices: FileChosen
    preview_job: str | None
    job: str | None


class Webhook(TypedDict):
    id: int
    url: str
    events: list[ChosenEvent]
    active: bool
    created_by: str | None
    created_at: str
    failures: int
    failing_since: str | None
    waiting: int
    last: WebhookDelivery | None


class Work(TypedDict):
    begin: str | None
    end: str | None
    zone: str
    currency: str
    money: str
    middle: str | None
    people: list[WorkFigures]
    computing: str


InvitationsCreateResponse: TypeAlias = list[Invited]


UploadsListResponse: TypeAlias = list[Upload]


WebhooksListResponse: TypeAlias = list[Webhook]


class Benchmark(TypedDict):
    id: int
    project: int
    title: str
    source: BenchmarkSource
    state: JobState
    done: int
    total: int
    seconds_left: float | None
    created_at: str
    started_at: str | None
    finished_at: str | None
    sentence: str
    error: str
    can_cancel: bool
    strategies: list[str]
    seeds: int
    settings: BenchmarkSettings
    currency: str
    judge_name: str
    test_items: int | None
    pool_items: int | None
    target_error: float | None
    hardware: str
    digest: str
    advice: BenchmarkAdvice
    arms: list[BenchmarkArm]
    penalty: BenchmarkPenalty | None
