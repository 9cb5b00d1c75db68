"""Stored counters against what they count."""

from collections.abc import Iterator
from decimal import Decimal

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Sum

from annotator.models import Annotation, CostEntry, Item, Project
from annotator.selectors import rounds
from annotator.selectors.people import PAUSE_S
from annotator.selectors.slots import open_slots, wanted

_WRONG_ITEMS = f"""
SELECT item.row, item.answers, item.open_slots, counted.answers, {open_slots(wanted(answers="counted.answers"))}
FROM annotator_item item
LEFT JOIN LATERAL (
    SELECT count(*) AS answers FROM annotator_annotation a
    WHERE a.item_id = item.id AND a.replaced_at IS NULL AND a.label_id IS NOT NULL) counted ON true
WHERE item.project_id = %(project)s
  AND (item.answers <> counted.answers
       OR item.open_slots <> {open_slots(wanted(answers="counted.answers"))})
ORDER BY item.row LIMIT 20
"""  # noqa: S608 - composed of our own texts
_WRONG_ENTRIES = """
SELECT item.row, entry.open, item.open_slots FROM annotator_queueentry entry
JOIN annotator_item item ON item.id = entry.item_id
WHERE entry.project_id = %(project)s AND entry.open <> (item.open_slots > 0)
ORDER BY item.row LIMIT 20
"""
# What a file brought costs nothing, and an item with a label from there is no random sample.
_WRONG_ARRIVALS = """
SELECT item.row, bool_or(a.paid), bool_or(item.role = 'audit' AND a.label_id IS NOT NULL AND a.replaced_at IS NULL)
FROM annotator_annotation a
JOIN annotator_submission submission ON submission.id = a.submission_id AND submission.origin = 'import'
JOIN annotator_item item ON item.id = a.item_id
WHERE a.project_id = %(project)s AND (a.paid OR item.role = 'audit')
GROUP BY item.row HAVING bool_or(a.paid OR (a.label_id IS NOT NULL AND a.replaced_at IS NULL))
ORDER BY item.row LIMIT 20
"""
_WRONG_SUBMISSIONS = """
SELECT submission.id, submission.accepted, counted.n FROM annotator_submission submission
CROSS JOIN LATERAL (SELECT count(*) AS n FROM annotator_annotation a WHERE a.submission_id = submission.id) counted
WHERE submission.project_id = %(project)s AND submission.origin = 'import' AND submission.accepted <> counted.n
ORDER BY submission.id LIMIT 20
"""
# What a decision took back counts no more while it stands.
_WRONG_DECISIONS = """
SELECT decision.id, item.row FROM annotator_decision decision
JOIN annotator_decided decided ON decided.decision_id = decision.id
JOIN annotator_annotation a ON a.id = decided.answer_id AND a.replaced_at IS NULL
JOIN annotator_item item ON item.id = a.item_id
WHERE decision.project_id = %(project)s AND decision.undone_at IS NULL
ORDER BY decision.id, item.row LIMIT 20
"""
# Where the decisions that stand ask for more, or fewer, labels than the item does.
_WRONG_ASKED = """
SELECT item.row, item.asked_for, said.most FROM annotator_item item
CROSS JOIN LATERAL (
    SELECT coalesce(max(decided.asked_for) FILTER (WHERE decision.undone_at IS NULL), 0) AS most
    FROM annotator_decided decided JOIN annotator_decision decision ON decision.id = decided.decision_id
    WHERE decided.item_id = item.id AND decided.asked_for IS NOT NULL HAVING count(*) > 0) said
WHERE item.project_id = %(project)s AND item.asked_for <> said.most
ORDER BY item.row LIMIT 20
"""
# Where the newest decision that stands says another label than the item has.
_WRONG_LABELS = """
SELECT item.row FROM annotator_item item
CROSS JOIN LATERAL (
    SELECT (array_agg(coalesce(decided.label_id, decision.label_id) ORDER BY decision.id DESC)
            FILTER (WHERE decision.undone_at IS NULL))[1] AS label
    FROM annotator_decided decided
    JOIN annotator_decision decision ON decision.id = decided.decision_id AND decision.kind IN ('settle', 'to_gold')
    WHERE decided.item_id = item.id HAVING count(*) > 0) said
WHERE item.project_id = %(project)s AND item.settled_id IS DISTINCT FROM said.label
ORDER BY item.row LIMIT 20
"""
# What the triggers keep (models/tallies.py), against the same counted from all rows.
_ALIKE = """role, state, answers, asked_for,
    (SELECT name FROM annotator_label WHERE id = truth_id) AS truth, is_settled, is_duplicate, items"""
_ITEM_TALLIES = f"""
WITH kept AS (SELECT {_ALIKE} FROM annotator_itemtally WHERE project_id = %(project)s AND items <> 0),
counted AS (
    SELECT {_ALIKE}
    FROM (SELECT role, state, answers, asked_for, truth_id, settled_id IS NOT NULL AS is_settled,
                 duplicate_of IS NOT NULL AS is_duplicate, count(*) AS items
          FROM annotator_item WHERE project_id = %(project)s GROUP BY 1, 2, 3, 4, 5, 6, 7) alike
)
"""  # noqa: S608 - composed of our own texts
_OF_ANSWERS = """(SELECT username FROM annotator_user WHERE id = user_id) AS person,
    (SELECT name FROM annotator_label WHERE id = label_id) AS label, is_audit, answers, timed, seconds, checked,
    correct"""
_ANSWER_TALLIES = f"""
WITH kept AS (
    SELECT {_OF_ANSWERS} FROM annotator_answertally
    WHERE project_id = %(project)s AND (answers, timed, seconds, checked, correct) <> (0, 0, 0, 0, 0)
), counted AS (
    SELECT {_OF_ANSWERS}
    FROM (SELECT a.user_id, a.label_id, item.role = 'audit' AS is_audit, count(*) AS answers,
                 count(*) FILTER (WHERE is_timed) AS timed,
                 coalesce(sum(round(a.seconds::numeric, 6)) FILTER (WHERE is_timed), 0) AS seconds,
                 count(*) FILTER (WHERE item.role = 'audit' AND a.label_id IS NOT NULL AND item.truth_id IS NOT NULL)
                     AS checked,
                 count(*) FILTER (WHERE item.role = 'audit' AND a.label_id = item.truth_id) AS correct
          FROM annotator_annotation a JOIN annotator_item item ON item.id = a.item_id
          CROSS JOIN LATERAL (
              SELECT a.label_id IS NOT NULL AND a.seconds > 0 AND a.seconds < %(pause)s AS is_timed) speed
          WHERE a.project_id = %(project)s AND a.replaced_at IS NULL GROUP BY 1, 2, 3) alike
)
"""  # noqa: S608 - composed of our own texts
_DIFFERENCES = """
(SELECT 'kept', odd.* FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted) odd LIMIT 20)
UNION ALL (SELECT 'counted', odd.* FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept) odd LIMIT 20)
"""
# A gold item has a known label, and no place in the ranking.
_WRONG_GOLD = """
SELECT item.row FROM annotator_item item
WHERE item.project_id = %(project)s AND item.role = 'gold' AND (item.settled_id IS NULL OR EXISTS (
    SELECT 1 FROM annotator_queueentry entry WHERE entry.item_id = item.id))
ORDER BY item.row LIMIT 20
"""


def differences(project: Project) -> list[str]:
    """One sentence for each stored number that is not what it counts; empty where all is right."""
    project = Project.all_with_arenas.get(pk=project.pk)
    sentences = []
    paid = Annotation.objects.filter(project=project, paid=True).count() + project.labels_removed
    if paid != project.labels_spent:
        sentences.append(f"{project.name}: labels_spent is {project.labels_spent}, counted {paid}")
    if (items := Item.objects.filter(project=project).count()) != project.n_items:
        sentences.append(f"{project.name}: {project.n_items} items are there by its rows, counted {items}")
    money = CostEntry.objects.filter(project=project).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    if money != project.money_spent:
        sentences.append(f"{project.name}: money_spent is {project.money_spent}, counted {money}")
    if (waiting := rounds.waiting(project)) != project.labels_waiting:
        sentences.append(f"{project.name}: labels_waiting is {project.labels_waiting}, counted {waiting}")
    with connection.cursor() as cursor:
        cursor.execute(_WRONG_ITEMS, {"project": project.pk, "overlap": project.overlap})
        for row, answers, slots, counted, left in cursor.fetchall():
            sentences.append(
                f"{project.name}, row {row}: answers {answers}, open_slots {slots}; "
                f"counted {counted} answers and {left} slots left of overlap {project.overlap}"
            )
        cursor.execute(_WRONG_ENTRIES, {"project": project.pk})
        for row, is_open, slots in cursor.fetchall():
            sentences.append(f"{project.name}, row {row}: queue entry open {is_open} with {slots} open slots")
        sentences += _tallies(cursor, project)
        sentences += _arrivals(cursor, project)
        sentences += _decisions(cursor, project)
    return sentences


def _tallies(cursor: CursorWrapper, project: Project) -> Iterator[str]:
    for what, counted in (("items", _ITEM_TALLIES), ("answers", _ANSWER_TALLIES)):
        cursor.execute(counted + _DIFFERENCES, {"project": project.pk, "pause": PAUSE_S})
        names = [column.name for column in cursor.description or ()][1:]
        for side, *values in cursor.fetchall():
            alike = ", ".join(f"{name} {value}" for name, value in zip(names, values, strict=True))
            yield f"{project.name}: {what} alike are {side} so, and not otherwise: {alike}"


def _decisions(cursor: CursorWrapper, project: Project) -> Iterator[str]:
    asked = Item.objects.filter(project=project, asked_for__gt=project.overlap)
    if not project.asks_again and asked.exists():
        yield f"{project.name}: asks_again is false, and some items were asked for again"
    cursor.execute(_WRONG_ASKED, {"project": project.pk})
    for row, asked_for, most in cursor.fetchall():
        yield f"{project.name}, row {row}: asked_for is {asked_for}, decided {most}"
    cursor.execute(_WRONG_DECISIONS, {"project": project.pk})
    for pk, row in cursor.fetchall():
        yield f"{project.name}, row {row}: an answer counts that decision {pk} took back"
    cursor.execute(_WRONG_LABELS, {"project": project.pk})
    for (row,) in cursor.fetchall():
        yield f"{project.name}, row {row}: not settled as the newest decision says"
    cursor.execute(_WRONG_GOLD, {"project": project.pk})
    for (row,) in cursor.fetchall():
        yield f"{project.name}, row {row}: gold without a known label, or with a place in the ranking"


def _arrivals(cursor: CursorWrapper, project: Project) -> Iterator[str]:
    cursor.execute(_WRONG_ARRIVALS, {"project": project.pk})
    for row, is_paid, is_audit in cursor.fetchall():
        what = "was paid" if is_paid else "is on an audit item" if is_audit else "is odd"
        yield f"{project.name}, row {row}: an imported answer {what}"
    cursor.execute(_WRONG_SUBMISSIONS, {"project": project.pk})
    for pk, accepted, counted in cursor.fetchall():
        yield f"{project.name}, imported submission {pk}: accepted is {accepted}, counted {counted}"
