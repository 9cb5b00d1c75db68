"""The work of each person in a range, counted by PostgreSQL: by person, and by person and half of the range."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from annotator.models import Project
from annotator.selectors.people import PAUSE_S
from annotator.selectors.quality.reading import KNOWN
from annotator.selectors.work.span import Span, within
from annotator.sql import read_rows
from annotator.statistics.medians import FEWEST, median_ranks

_GIVEN = f"FROM annotator_annotation a WHERE a.project_id = %(project)s AND {within('a.received_at')}"
_STANDS = "a.replaced_at IS NULL"
_TIMED = f"{_STANDS} AND a.label_id IS NOT NULL AND a.seconds > 0 AND a.seconds < %(pause)s"
_ENDS = f"SELECT min(a.received_at), max(a.received_at) {_GIVEN}"
# said: how often each label was given, whenever, on items with two labels or more. An answer that a decision has taken
# back was replaced at its moment; what its person corrected later was not.
_COUNTS = f"""
WITH said AS (
    SELECT a.item_id, a.label_id, count(*) AS times
    FROM annotator_annotation a JOIN annotator_item item ON item.id = a.item_id
    WHERE a.project_id = %(project)s AND {_STANDS} AND a.label_id IS NOT NULL
        AND item.answers > 1 AND item.state = 'open'
    GROUP BY a.item_id, a.label_id
), given AS (
    SELECT a.id, a.user_id, a.received_at >= %(middle)s AS late, a.item_id, a.label_id, a.seconds, a.replaced_at
    {_GIVEN}
)
SELECT a.user_id, a.late,
    count(a.label_id) FILTER (WHERE {_STANDS}),
    count(*) FILTER (WHERE {_STANDS} AND a.label_id IS NULL),
    count(*) FILTER (WHERE a.replaced_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM annotator_decided decided JOIN annotator_decision decision ON decision.id = decided.decision_id
        WHERE decided.answer_id = a.id AND decision.at = a.replaced_at)),
    count(*) FILTER (WHERE {_TIMED}),
    percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY a.seconds) FILTER (WHERE {_TIMED}),
    count(said.times),
    coalesce(sum((said.times - 1)::float8 / (item.answers - 1)), 0),
    count(*) FILTER (WHERE {_STANDS} AND a.label_id IS NOT NULL AND item.state = 'open' AND {KNOWN} IS NOT NULL),
    count(*) FILTER (WHERE {_STANDS} AND a.label_id = {KNOWN} AND item.state = 'open')
FROM given a JOIN annotator_item item ON item.id = a.item_id
LEFT JOIN said ON {_STANDS} AND said.item_id = a.item_id AND said.label_id = a.label_id
GROUP BY GROUPING SETS ((a.user_id), (a.user_id, a.late))
"""  # noqa: S608 - composed of our own texts
# The value of a rank: that at which the share of those up to it passes half a rank less.
_RANKED = f"""
SELECT wanted.person, wanted.late,
    percentile_disc(ARRAY[wanted.low, wanted.high]) WITHIN GROUP (ORDER BY a.seconds)
FROM unnest(%(people)s::bigint[], %(halves)s::boolean[], %(lows)s::float8[], %(highs)s::float8[])
    AS wanted (person, late, low, high)
JOIN annotator_annotation a ON a.user_id = wanted.person AND (a.received_at >= %(middle)s) = wanted.late
WHERE a.project_id = %(project)s AND {within("a.received_at")} AND {_TIMED}
GROUP BY wanted.person, wanted.late, wanted.low, wanted.high
"""  # noqa: S608 - composed of our own texts
_MONEY = f"""
SELECT submission.user_id, sum(cost.amount)
FROM annotator_costentry cost LEFT JOIN annotator_submission submission ON submission.id = cost.submission_id
WHERE cost.project_id = %(project)s AND {within("cost.created_at")} GROUP BY submission.user_id
"""  # noqa: S608 - composed of our own texts


@dataclass(frozen=True)
class Counted:
    """Answers of one person. labels, skips: that stand; taken_back: by a decision.

    timed: labels given without a pause, in `quartiles_s` seconds (a quarter, half, three quarters of them took less);
    None where there are none. shared: labels on items that others labelled too; same: the sum, over these, of the share
    of the others' labels that are theirs. known: labels on items that measure people and whose label is
    known; right: like it.
    """

    labels: int = 0
    skips: int = 0
    taken_back: int = 0
    timed: int = 0
    quartiles_s: tuple[float, float, float] | None = None
    shared: int = 0
    same: float = 0.0
    known: int = 0
    right: int = 0


@dataclass(frozen=True)
class Half:
    """One half of the range. median_s: the ends of the 95 % interval of the seconds; None for too few labels."""

    counted: Counted
    median_s: tuple[float, float] | None


@dataclass(frozen=True)
class Read:
    """By account. halves: the earlier, the later; only of who answered in them. middle: where the later begins; None
    where nobody answered. money: of the ledger; None stands for what no person was paid: computing.
    """

    people: dict[int, Counted]
    halves: dict[int, dict[bool, Half]]
    middle: datetime | None
    money: dict[int | None, Decimal]


def read(project: Project, span: Span) -> Read:
    """Of this moment; in a transaction of one_moment."""
    asked = {"project": project.pk, "pause": PAUSE_S, **span.parameters}
    money: dict[int | None, Decimal] = dict(read_rows(_MONEY, asked))
    ((first, last),) = read_rows(_ENDS, asked)
    if first is None:
        return Read({}, {}, None, money)
    middle = first + (last - first) / 2
    counted = {(user, late): _counted(rest) for user, late, *rest in read_rows(_COUNTS, {**asked, "middle": middle})}
    timed = {key: each.timed for key, each in counted.items() if key[1] is not None and each.timed >= FEWEST}
    ranked = _ranked({**asked, "middle": middle}, timed) if timed else {}
    people = {user: each for (user, late), each in counted.items() if late is None}
    halves: dict[int, dict[bool, Half]] = {user: {} for user in people}
    for (user, late), each in counted.items():
        if late is not None:
            halves[user][late] = Half(each, ranked.get((user, late)))
    return Read(people, halves, middle, money)


def _counted(row: list[Any]) -> Counted:
    labels, skips, taken_back, timed, quartiles, *rest = row
    return Counted(labels, skips, taken_back, timed, tuple(quartiles) if quartiles else None, *rest)


def _ranked(asked: dict[str, Any], timed: dict[tuple[int, bool], int]) -> dict[tuple[int, bool], tuple[float, float]]:
    ranks = {key: median_ranks(n) for key, n in timed.items()}
    wanted = {
        "people": [user for user, _ in timed],
        "halves": [late for _, late in timed],
        "lows": [(low - 0.5) / timed[key] for key, (low, _) in ranks.items()],
        "highs": [(high - 0.5) / timed[key] for key, (_, high) in ranks.items()],
    }
    return {(user, late): (low, high) for user, late, (low, high) in read_rows(_RANKED, {**asked, **wanted})}
