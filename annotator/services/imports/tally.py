"""What the records of a file come to, counted as they are read: the import itself goes by the same rules."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator import label_names
from annotator.files import Record, RowProblem
from annotator.services.imports.meaning import NOTHING, Meaning, Meant
from annotator.services.imports.seen import Contradiction, SeenCounts

# Contents, ids and people are remembered up to so many, to tell what comes again.
REMEMBERED = 500_000
SHOWN = 20
SHOWN_CHARS = 200
DIGITS = 16
# Looks up which of these items (id, digest) a project has.
Known = Callable[[Sequence[tuple[str, str]]], int]


class _Voice(NamedTuple):
    """What was first said of a content, by whom (empty: it is known to be right), and where."""

    label: str
    person: str
    line: int


@dataclass
class Tally:
    """Counts of what came so far. known: how many of these items the project has already."""

    meaning: Meaning
    known: Known | None = None
    counts: SeenCounts = field(default_factory=SeenCounts)
    labels: Counter[str] = field(default_factory=Counter)
    # As the file spells them, in the order in which they came.
    spelled: dict[str, None] = field(default_factory=dict)
    contradictions: list[Contradiction] = field(default_factory=list)
    bad: list[RowProblem] = field(default_factory=list)
    remarked: dict[str, list[RowProblem]] = field(default_factory=dict)
    # Rows with a label, and rows with one of which the file does not say what it is.
    labelled: int = 0
    guessed: int = 0
    _people: set[str] = field(default_factory=set)
    # Content -> what was first said of it, and id -> its content.
    _contents: dict[int, _Voice | None] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _unnamed: set[int] = field(default_factory=set)
    _torn: dict[int, Contradiction | None] = field(default_factory=dict)
    _unlooked: list[tuple[str, str]] = field(default_factory=list)

    def take(self, row: Record | RowProblem) -> Meant | None:
        """Count a row; what its labels mean, or None where it is left out."""
        if isinstance(row, RowProblem):
            # A remark about what is taken all the same is no row.
            self.counts.rows += row.rejected
            self.counts.left_out += row.rejected
            self._keep(row)
            return None
        self.counts.rows += 1
        for remark in row.remarks:
            self._keep(remark)
        meant = self.meaning.of(row)
        if meant is not NOTHING:
            self._count_labels(row, meant)
        self._place(row, meant)
        return meant

    def is_left_out(self, problem: RowProblem) -> None:
        """What was counted as an item turns out to be none."""
        self.counts.items -= 1
        self.counts.left_out += 1
        self._keep(problem)

    def _keep(self, problem: RowProblem) -> None:
        kept = self.bad if problem.rejected else self.remarked.setdefault(problem.code, [])
        if len(kept) < SHOWN:
            kept.append(problem)

    def _count_labels(self, row: Record, meant: Meant) -> None:
        counts = self.counts
        self.labelled += bool(row.label or row.truth or row.answers)
        self.guessed += bool(row.label)
        raw = [row.label, row.truth, *(each.label for each in row.answers), *(each.label for each in row.suggestions)]
        self.spelled.update(dict.fromkeys(filter(None, raw)))
        if meant.truth:
            counts.truths += 1
            self.labels[meant.truth] += 1
        for answer in meant.answers:
            self.labels.update([answer.label] if answer.label else [])
            counts.answers += bool(answer.label)
            counts.skips += not answer.label
            if len(self._people) < REMEMBERED:
                self._people.add(answer.person)
        self.labels.update(each.label for each in meant.suggestions)
        counts.suggestions += len(meant.suggestions)
        counts.people = len(self._people)

    def _place(self, row: Record, meant: Meant) -> None:
        """Count the item as new, or as one that is known."""
        content = int(row.digest[:DIGITS], 16) if row.digest else hash(row.text)
        external_id = row.external_id
        if external_id and self._ids.get(external_id, content) != content:
            self.counts.repeated_ids += 1
            external_id = ""
        is_again = external_id in self._ids if external_id else content in self._unnamed
        voice, before = _voice(meant, row.line), self._contents.get(content)
        if voice and before and before.person == voice.person and _differ(before.label, voice.label):
            self._contradict(content, row, voice.label, before)
        if len(self._contents) < REMEMBERED:
            self._contents[content] = before or voice
            if external_id:
                self._ids[external_id] = content
            else:
                self._unnamed.add(content)
        if is_again:
            self.counts.unchanged += 1
            return
        self.counts.items += 1
        if self.known:
            self._unlooked.append((external_id, row.digest))
            if len(self._unlooked) >= 1_000:
                self.look_up()

    def look_up(self) -> None:
        """Items that the project has already are not new."""
        if self.known and self._unlooked:
            there = self.known(self._unlooked)
            self.counts.items -= there
            self.counts.unchanged += there
            self._unlooked.clear()

    def _contradict(self, content: int, row: Record, label: str, before: _Voice) -> None:
        if content not in self._torn:
            self.counts.contradictions += 1
            shown = len(self.contradictions) < SHOWN
            text = row.text[:SHOWN_CHARS]
            torn = Contradiction(text, [before.label], [before.line] if before.line else []) if shown else None
            self._torn[content] = torn
            if torn:
                self.contradictions.append(torn)
        torn = self._torn[content]
        if torn and label not in torn.labels:
            torn.labels.append(label)
            torn.lines.extend([row.line] if row.line else [])


def _voice(meant: Meant, line: int) -> _Voice | None:
    """The one label that somebody says: several people may differ, that is no contradiction."""
    if meant.truth:
        return _Voice(meant.truth, "", line)
    labelled = [answer for answer in meant.answers if answer.label]
    return _Voice(labelled[0].label, labelled[0].person, line) if len(labelled) == 1 else None


def _differ(one: str, other: str) -> bool:
    return label_names.key(one) != label_names.key(other)
