"""The project log as people read it, the newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from annotator.models import LogEntry, LogKind, Project

PAGE = 50
SETTINGS = {
    "name": "the name",
    "guidelines": "the guidelines",
    "overlap": "the answers per item",
    "audit_share": "the audit share",
    "gold_share": "the share of gold items",
    "warn_below": "below which share of gold items right people are told",
    "pause_below": "below which share of gold items right people are stopped",
    "watch_pace": "whether people are told and stopped who are too fast",
    "lease_minutes": "the lease (minutes)",
    "deck_size": "the deck",
    "budget_labels": "the budget in labels",
    "budget_money": "the budget in money",
    "price_per_label": "the price per label",
    "compute_price_per_hour": "the price of computing (per hour)",
    "currency": "the currency",
    "annotators_see_money": "whether annotators see money",
    "strategy": "the strategy",
    "batch_size": "the labelled batch",
    "start_fraction": "the start of the next round",
    "duplicates_once": "whether near-duplicates are asked once",
    "advanced": "the strategy overrides",
    "fields": "the columns that are shown beside items",
    "shown_suggestions": "the model whose suggestions are shown",
    "review_share": "the share of labels drawn for review",
    "review_names": "whether reviewers see names",
}
SHARES = {"audit_share", "gold_share", "warn_below", "pause_below", "start_fraction", "review_share"}
SENTENCES = {
    LogKind.CREATED: "Created the project.",
    LogKind.DELETED: "Deleted the project with {before}.",
    LogKind.STARTED: "Started the project.",
    LogKind.PAUSED: "Paused the project.",
    LogKind.LABELS_ADDED: "Added to the labels: {subject}.",
    LogKind.LABELS_REMOVED: "Removed from the labels: {subject}.",
    LogKind.LABELS_ORDERED: "Changed the order of the labels.",
    LogKind.LABEL_NAME: "Renamed the label “{before}” to “{after}”.",
    LogKind.LABEL_KEY: "Changed the key of “{subject}” from {before} to {after}.",
    LogKind.LABEL_COLOR: "Changed the colour of “{subject}” from {before} to {after}.",
    LogKind.PERSON_ADDED: "Added {subject} as {after}.",
    LogKind.PERSON_REMOVED: "Removed {subject}, who was {before}.",
    LogKind.ROLE: "Changed the role of {subject} from {before} to {after}.",
    LogKind.INVITED: "Invited {subject} as {after}.",
    LogKind.INVITATION_REVOKED: "Took back the invitation of {subject}.",
    LogKind.CAME_IN: "Came in by invitation as {after}.",
    LogKind.PASSWORD_DRAWN: "Gave {subject} a new password.",
    LogKind.PASSWORD_LINK: "Made a link by which {subject} can choose a new password.",
    LogKind.BENCHMARK_DELETED: "Deleted the benchmark “{subject}”.",
    LogKind.ROUND_CANCELLED: "Cancelled round {subject}.",
    LogKind.ALIKE_ASKED: "Asked for {after} like {subject}, before all others.",
    LogKind.ALIKE_TAKEN_BACK: "Took back {before} that were to come before all others.",
    LogKind.ITEMS_REMOVED: "Removed {subject} with {before}.",
    LogKind.DECIDED: "{subject}",
    LogKind.DECISION_UNDONE: "Undid decision {before}: {subject}",
    LogKind.VIEW_KEPT: "Kept the view “{subject}” of the items.",
    LogKind.VIEW_FORGOTTEN: "Forgot the view “{subject}” of the items.",
    LogKind.PERSON_STOPPED: "Stopped {subject}: {after}",
    LogKind.PERSON_LET_GO_ON: "Let {subject} go on ({after}).",
    LogKind.WEBHOOK_ADDED: "Added a webhook to {subject}.",
    LogKind.WEBHOOK_CHANGED: "Changed the webhook to {subject}.",
    LogKind.WEBHOOK_SECRET: "Drew a new secret for the webhook to {subject}.",
    LogKind.WEBHOOK_ON: "Turned on the webhook to {subject}.",
    LogKind.WEBHOOK_OFF: "Turned off the webhook to {subject}.",
    LogKind.WEBHOOK_GAVE_UP: "The webhook to {subject} is off: {after}",
    LogKind.WEBHOOK_REMOVED: "Removed the webhook to {subject}.",
}


@dataclass(frozen=True)
class Line:
    """One entry in words. username: "" where a command did it."""

    id: int
    at: datetime
    username: str
    kind: str
    sentence: str


@dataclass(frozen=True)
class LogPage:
    """next: what to ask for to read on, None at the end."""

    entries: list[Line]
    next: int | None


def page_of(project: Project, *, before: int | None = None) -> LogPage:
    """A page of a project's log. before: only entries older than this one."""
    entries = LogEntry.objects.filter(project=project)
    rows = _newest(entries, before=before, limit=PAGE + 1)
    return LogPage([_line(row) for row in rows[:PAGE]], rows[PAGE - 1].pk if len(rows) > PAGE else None)


def newest(*, project_name: str | None = None, limit: int) -> list[tuple[str, Line]]:
    """Of all projects that are or were, with their names: the log of the whole installation."""
    entries = LogEntry.objects.all()
    if project_name is not None:
        numbers = LogEntry.objects.filter(project_name=project_name).values("project_id")
        entries = entries.filter(project_id__in=numbers)
    return [(row.project_name, _line(row)) for row in _newest(entries, before=None, limit=limit)]


def _newest(entries: QuerySet[LogEntry], *, before: int | None, limit: int) -> list[LogEntry]:
    older = entries if before is None else entries.filter(pk__lt=before)
    return list(older.order_by("-pk")[:limit])


def _line(entry: LogEntry) -> Line:
    return Line(entry.pk, entry.at, entry.username, entry.kind, sentence(entry))


def sentence(entry: LogEntry) -> str:
    if entry.kind == LogKind.SETTING:
        return _setting(entry.subject, entry.before, entry.after)
    words = {"subject": entry.subject, "before": entry.before or "none", "after": entry.after or "none"}
    return SENTENCES[LogKind(entry.kind)].format(**words)


def _setting(field: str, before: str, after: str) -> str:
    what = SETTINGS.get(field, f"“{field}”")
    if not before and not after:
        return f"Changed {what}."
    return f"Changed {what} from {_value(field, before)} to {_value(field, after)}."


def _value(field: str, value: str) -> str:
    if not value:
        return "none"
    if field in SHARES:
        return f"{float(value) * 100:g} %"
    return f"{int(value):,}" if value.isdecimal() else value
