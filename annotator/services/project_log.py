"""Writing the project log, in the transaction of what it tells of: what is rolled back was never done."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from annotator.models import LogEntry, LogKind, Project, User
from annotator.models.log import MAX_WORDS_CHARS


@dataclass(frozen=True)
class Fact:
    """One thing that was done; models/log.py says what the words are."""

    kind: LogKind
    subject: str = ""
    before: str = ""
    after: str = ""


def write(project: Project, *facts: Fact, by: User | None) -> None:
    """Append these facts. by: who did it, None where a command did. Needs the transaction that does it."""
    now = timezone.now()
    LogEntry.objects.bulk_create(_entry(project, fact, by, now) for fact in facts)


def _entry(project: Project, fact: Fact, by: User | None, now: datetime) -> LogEntry:
    return LogEntry(
        project=project,
        project_name=project.name,
        user=by,
        username=by.username if by else "",
        kind=fact.kind,
        subject=_cut(fact.subject),
        before=_cut(fact.before),
        after=_cut(fact.after),
        at=now,
    )


def _cut(words: str) -> str:
    return words if len(words) <= MAX_WORDS_CHARS else f"{words[: MAX_WORDS_CHARS - 1]}…"
