"""What each part of an item filter means, as SQL on rows called `item` of annotator_item: one closed table.

Each condition holds for whatever item it is asked about, at the cost of a look-up or two. `among` is for those that few
items may fulfil: their ids, or more than those, by an index and in any order.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotator.errors import Invalid
from annotator.models import REVIEWING, Label, Project
from annotator.selectors.items.columns import ColumnSays, contains


@dataclass(frozen=True)
class Sql:
    """Text with %s for each of its values."""

    text: str
    values: Sequence[Any] = ()


@dataclass(frozen=True)
class Condition:
    """holds: of an item. among: ids of all items that it may hold for; None: of any."""

    holds: Sql
    among: Sql | None = None


# Whose label: numbers of accounts have no more digits.
GIVEN = r"^[0-9]{1,18}="
# Of an item: answers that no later one replaced.
STANDING = "annotator_annotation a WHERE a.item_id = item.id AND a.replaced_at IS NULL"
IS_LEASED = """EXISTS (SELECT 1 FROM annotator_lease held
    WHERE held.item_id = item.id AND held.ended_at IS NULL AND held.expires_at > now())"""
# The rule of statistics/consensus.py: what was decided, else the label that most answers give; none for a tie.
CONSENSUS = f"""coalesce(item.settled_id, (
    SELECT CASE WHEN count(*) = 1 THEN min(label_id) END FROM (
        SELECT label_id, count(*) AS n, max(count(*)) OVER () AS most
        FROM {STANDING} AND a.label_id IS NOT NULL GROUP BY label_id) votes
    WHERE n = most))"""  # noqa: S608 - composed of our own texts
STATES: Mapping[str, str] = {
    "labelled": f"""item.state = 'open' AND (item.settled_id IS NOT NULL
        OR item.answers > 0 AND (item.answers = 1 OR {CONSENSUS} IS NOT NULL))""",
    "tied": f"item.state = 'open' AND item.answers > 1 AND {CONSENSUS} IS NULL",
    "unlabelled": "item.state = 'open' AND item.answers = 0 AND item.settled_id IS NULL",
    "set_aside": "item.state = 'set_aside'",
}
# Of a label, from the project's seed (%s): a number below DRAWS, each as likely.
DRAWS = 2**31
_DRAW = "(hashint8extended(a.item_id, hashint8extended(a.user_id, %s)) & 2147483647)"
# Answers that came after the decision wait for another one.
_REVIEWED = f"""(item.settled_id IS NOT NULL OR EXISTS (
    SELECT 1 FROM annotator_decided decided JOIN annotator_decision decision ON decision.id = decided.decision_id
    WHERE decided.item_id = item.id AND decision.undone_at IS NULL AND decision.kind = ANY(%s)
    AND NOT EXISTS (SELECT 1 FROM {STANDING} AND a.id > decision.newest_answer)))"""  # noqa: S608 - our own texts
_OF_PROJECT = "FROM annotator_annotation a WHERE a.project_id = %s AND a.replaced_at IS NULL"
_ITEMS = "SELECT id FROM annotator_item item WHERE project_id = %s"


def suspected(radar: str) -> str:
    """Whether what the radar said of the item, in a row called so, stands: it has the same label by as many answers."""
    return f"""item.state = 'open' AND item.settled_id IS NULL AND item.answers = {radar}.answers
        AND EXISTS (SELECT 1 FROM {STANDING} AND a.label_id = {radar}.label_id)
        AND (item.answers = 1 OR {CONSENSUS} = {radar}.label_id)"""  # noqa: S608 - composed of our own texts


# Of an item: the radar suspects its label.
SUSPECTED = f"EXISTS (SELECT 1 FROM annotator_suspected s WHERE s.item_id = item.id AND {suspected('s')})"  # noqa: S608


def _state(project: Project, state: str) -> Condition:
    holds = Sql(STATES[state])
    if state == "set_aside":
        return Condition(holds, Sql(f"{_ITEMS} AND {STATES[state]}", [project.pk]))
    return Condition(holds, _answered(project, "answers > 1") if state == "tied" else None)


def _answered(project: Project, condition: str, *values: int) -> Sql:
    return Sql(f"{_ITEMS} AND answers > 0 AND {condition}", [project.pk, *values])


def _label(project: Project, name: str) -> Condition:
    label = label_called(project, name, attr="label")
    # An item with one answer has no other label than that.
    holds = f"""CASE WHEN item.settled_id IS NOT NULL THEN item.settled_id = %s
        ELSE EXISTS (SELECT 1 FROM {STANDING} AND a.label_id = %s) AND (item.answers = 1 OR {CONSENSUS} = %s)
        END"""  # noqa: S608 - composed of our own texts
    among = f"""SELECT item_id AS id FROM annotator_annotation a WHERE label_id = %s AND replaced_at IS NULL
        UNION ALL {_ITEMS} AND settled_id = %s"""  # noqa: S608 - our own texts
    return Condition(Sql(holds, [label] * 3), Sql(among, [label, project.pk, label]))


def _person(project: Project, user: int) -> Condition:
    holds = Sql(f"EXISTS (SELECT 1 FROM {STANDING} AND a.user_id = %s)", [user])  # noqa: S608 - our own texts
    return Condition(holds, Sql(f"SELECT a.item_id {_OF_PROJECT} AND a.user_id = %s", [project.pk, user]))


def _given(project: Project, said: Sequence[str]) -> Condition:
    parts = [_label_of_person(project, each) for each in said]
    holds = f"EXISTS (SELECT 1 FROM {STANDING} AND a.user_id = %s AND a.label_id = %s)"  # noqa: S608 - our own texts
    among = Sql(f"SELECT a.item_id {_OF_PROJECT} AND a.user_id = %s AND a.label_id = %s", [project.pk, *parts[0]])
    return Condition(Sql(" AND ".join(holds for _ in parts), [value for part in parts for value in part]), among)


def _label_of_person(project: Project, said: str) -> tuple[int, int]:
    person, _, name = said.partition("=")
    if re.match(GIVEN, said) is None:
        detail = f"Say given=PERSON=LABEL, with the number of an account, not “{said[:80]}”."
        raise Invalid("unknown_filter", detail, attr="given")
    return int(person), label_called(project, name, attr="given")


def _truth(project: Project, name: str) -> Condition:
    known = "CASE item.role WHEN 'gold' THEN item.settled_id ELSE item.truth_id END"
    return Condition(Sql(f"{known} = %s", [label_called(project, name, attr="truth")]))


def _said(condition: str) -> Callable[[Project, bool], Condition]:
    """Whether a standing answer is like this; there are few such answers, and an index of them."""

    def made(project: Project, wanted: bool) -> Condition:  # noqa: FBT001 - as all of the family
        exists = f"EXISTS (SELECT 1 FROM {STANDING} AND {condition})"  # noqa: S608 - our own texts
        if not wanted:
            return Condition(Sql(f"NOT {exists}"))
        return Condition(Sql(exists), Sql(f"SELECT a.item_id {_OF_PROJECT} AND {condition}", [project.pk]))

    return made


def _disagreeing(project: Project, wanted: bool) -> Condition:  # noqa: FBT001 - as all of the family
    several = f"item.answers > 1 AND (SELECT count(DISTINCT a.label_id) FROM {STANDING}) > 1"  # noqa: S608 - our own texts
    if not wanted:
        return Condition(Sql(f"NOT ({several})"))
    return Condition(Sql(several), _answered(project, "answers > 1"))


def _set_aside(project: Project, wanted: bool) -> Condition:  # noqa: FBT001 - as all of the family
    return _state(project, "set_aside") if wanted else Condition(Sql("item.state <> 'set_aside'"))


def _measures(_: Project, wanted: bool) -> Condition:  # noqa: FBT001 - as all of the family
    return Condition(Sql(f"item.role {'IN' if wanted else 'NOT IN'} ('audit', 'gold')"))


def _leased(project: Project, wanted: bool) -> Condition:  # noqa: FBT001 - as all of the family
    if not wanted:
        return Condition(Sql(f"NOT {IS_LEASED}"))
    held = "SELECT item_id FROM annotator_lease WHERE project_id = %s AND ended_at IS NULL AND expires_at > now()"
    return Condition(Sql(IS_LEASED), Sql(held, [project.pk]))


def _answers(how: str) -> Callable[[Project, int], Condition]:
    def made(project: Project, count: int) -> Condition:
        holds = Sql(f"item.answers {how} %s", [count])
        return Condition(holds, _answered(project, holds.text, count) if count and how != "<=" else None)

    return made


def _external_id(project: Project, name: str) -> Condition:
    among = Sql(f"{_ITEMS} AND external_id = %s AND external_id <> ''", [project.pk, name])
    return Condition(Sql("item.external_id = %s", [name]), among)


def _column(_: Project, said: Sequence[str]) -> Condition:
    parts = [ColumnSays.of(each).sql for each in said]
    return Condition(Sql(" AND ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]))


def _text(project: Project, words: str) -> Condition:
    """Each word, anywhere in what people see of the item, or in its id."""
    names = [each["name"] for each in project.fields] + ["file"]
    shown = f"concat_ws(' ', item.text, item.external_id{', item.metadata ->> %s' * len(names)})"
    return Condition(Sql(f"{shown} ILIKE ALL (%s)", [*names, [contains(word) for word in words.split()]]))


def _suggested(project: Project, name: str) -> Condition:
    label = label_called(project, name, attr="suggested")
    holds = "EXISTS (SELECT 1 FROM annotator_suggestion s WHERE s.item_id = item.id AND s.label_id = %s)"
    return Condition(Sql(holds, [label]), Sql("SELECT item_id FROM annotator_suggestion WHERE label_id = %s", [label]))


_BY_MODEL = "EXISTS (SELECT 1 FROM annotator_suggestion s WHERE s.item_id = item.id AND s.model = %s)"


def _suggested_by(project: Project, model: str) -> Condition:
    among = Sql("SELECT item_id FROM annotator_suggestion WHERE project_id = %s AND model = %s", [project.pk, model])
    return Condition(Sql(_BY_MODEL, [model]), among)


def _ids(_: Project, ids: Sequence[int]) -> Condition:
    return Condition(Sql("item.id = ANY(%s)", [list(ids)]), Sql("SELECT unnest(%s::bigint[])", [list(ids)]))


def _skip_reason(project: Project, words: str) -> Condition:
    skipped = "a.label_id IS NULL AND a.skip_reason ILIKE ALL (%s)"
    parts = [contains(word) for word in words.split()]
    holds = Sql(f"EXISTS (SELECT 1 FROM {STANDING} AND {skipped})", [parts])  # noqa: S608 - our own texts
    return Condition(holds, Sql(f"SELECT a.item_id {_OF_PROJECT} AND {skipped}", [project.pk, parts]))


def _predicted(project: Project, name: str) -> Condition:
    label = label_called(project, name, attr="predicted")
    holds = "EXISTS (SELECT 1 FROM annotator_prediction p WHERE p.item_id = item.id AND p.label_id = %s)"
    return Condition(Sql(holds, [label]), Sql("SELECT item_id FROM annotator_prediction WHERE label_id = %s", [label]))


def _probability(how: str) -> Callable[[Project, float], Condition]:
    """Of the label that the model thinks likeliest."""

    def made(project: Project, value: float) -> Condition:
        holds = f"EXISTS (SELECT 1 FROM annotator_prediction p WHERE p.item_id = item.id AND p.probability {how} %s)"  # noqa: S608 - our own texts
        among = f"SELECT item_id FROM annotator_prediction WHERE project_id = %s AND probability {how} %s"  # noqa: S608 - as above
        return Condition(Sql(holds, [value]), Sql(among, [project.pk, value]))

    return made


def _against_model(_: Project, wanted: bool) -> Condition:  # noqa: FBT001 - as all of the family
    """Of an item that has a label and a prediction: whether these differ."""
    how = "<>" if wanted else "="
    return Condition(
        Sql(f"""(item.answers > 0 OR item.settled_id IS NOT NULL) AND EXISTS (
        SELECT 1 FROM annotator_prediction p WHERE p.item_id = item.id AND p.label_id {how} {CONSENSUS})""")  # noqa: S608 - our own texts
    )


def _suspected(project: Project, wanted: bool) -> Condition:  # noqa: FBT001 - as all of the family
    if not wanted:
        return Condition(Sql(f"NOT {SUSPECTED}"))
    return Condition(Sql(SUSPECTED), Sql("SELECT item_id FROM annotator_suspected WHERE project_id = %s", [project.pk]))


def _round(project: Project, number: int) -> Condition:
    round_ = "(SELECT id FROM annotator_round WHERE project_id = %s AND number = %s)"
    leases = f"FROM annotator_lease l WHERE l.round_id = {round_}"
    of_round = Sql(f"SELECT l.item_id {leases}", [project.pk, number])
    holds = f"EXISTS (SELECT 1 {leases} AND l.item_id = item.id)"
    return Condition(Sql(holds, of_round.values), of_round)


def _when(column: str, how: str) -> Callable[[Project, datetime], Condition]:
    return lambda _, moment: Condition(Sql(f"item.{column} {how} %s", [moment]))


def _answered_when(how: str) -> Callable[[Project, datetime], Condition]:
    exists = f"EXISTS (SELECT 1 FROM {STANDING} AND a.answered_at {how} %s)"  # noqa: S608 - our own texts
    return lambda _, moment: Condition(Sql(exists, [moment]))


def _plain(text: str) -> Callable[[Project, Any], Condition]:
    return lambda _, value: Condition(Sql(text, [value]))


def _adjudicated(project: Project, wanted: bool) -> Condition:  # noqa: FBT001 - as all of the family
    if not wanted:
        return Condition(Sql("item.settled_id IS NULL"))
    decided = "item.settled_id IS NOT NULL"
    return Condition(Sql(decided), Sql(f"{_ITEMS} AND {decided}", [project.pk]))


def _sampled(project: Project, wanted: bool) -> Condition:  # noqa: FBT001 - as all of the family
    """Whether one of its labels is among those that are drawn for review.

    Each label of each person has the same chance, whatever it is and whenever it was given, and keeps its draw when it
    is corrected. A larger share draws more beside those of a smaller one.
    """
    drawn = f"a.label_id IS NOT NULL AND {_DRAW} < %s"
    values = [project.seed, round(project.review_share * DRAWS)]
    holds = f"EXISTS (SELECT 1 FROM {STANDING} AND {drawn})"  # noqa: S608 - our own texts
    if not wanted:
        return Condition(Sql(f"NOT {holds}", values))
    return Condition(Sql(holds, values), Sql(f"SELECT a.item_id {_OF_PROJECT} AND {drawn}", [project.pk, *values]))


def _reviewed(_: Project, wanted: bool) -> Condition:  # noqa: FBT001 - as all of the family
    """Whether somebody has decided on it as it is, or on what its label is."""
    values = [[str(kind) for kind in REVIEWING]]
    return Condition(Sql(_REVIEWED if wanted else f"NOT {_REVIEWED}", values))


def _returned(project: Project, wanted: bool) -> Condition:  # noqa: FBT001 - as all of the family
    """Whether somebody to whom a reviewer sent it back has answered it anew."""
    exists = "EXISTS (SELECT 1 FROM annotator_sentback back WHERE back.item_id = item.id AND back.is_answered)"
    if not wanted:
        return Condition(Sql(f"NOT {exists}"))
    return Condition(
        Sql(exists), Sql("SELECT item_id FROM annotator_sentback WHERE project_id = %s AND is_answered", [project.pk])
    )


CONDITIONS: Mapping[str, Callable[[Project, Any], Condition]] = {
    "id": _ids,
    "state": _state,
    "label": _label,
    "set_aside": _set_aside,
    "role": _plain("item.role = %s"),
    "measures": _measures,
    "split": _plain("item.metadata ->> 'split' = %s"),
    "external_id": _external_id,
    "text": _text,
    "column": _column,
    "leased": _leased,
    "person": _person,
    "given": _given,
    "truth": _truth,
    "answers": _answers("="),
    "answers_from": _answers(">="),
    "answers_to": _answers("<="),
    "skipped": _said("a.label_id IS NULL"),
    "skip_reason": _skip_reason,
    "flagged": _said("a.flagged"),
    "commented": _said("a.comment <> ''"),
    "disagreeing": _disagreeing,
    "adjudicated": _adjudicated,
    "sampled": _sampled,
    "reviewed": _reviewed,
    "returned": _returned,
    "suggested": _suggested,
    "suggested_by": _suggested_by,
    "not_suggested_by": _plain(f"NOT {_BY_MODEL}"),
    "predicted": _predicted,
    "probability_from": _probability(">="),
    "probability_to": _probability("<="),
    "against_model": _against_model,
    "suspected": _suspected,
    "round": _round,
    "answered_from": _answered_when(">="),
    "answered_to": _answered_when("<="),
    "added_from": _when("created_at", ">="),
    "added_to": _when("created_at", "<="),
}


def label_called(project: Project, name: str, *, attr: str) -> int:
    """The id of the project's label of this name. Raises Invalid (unknown_label)."""
    return own_label(project, name, attr=attr).pk


def own_label(project: Project, name: str, *, attr: str) -> Label:
    """The project's label of this name. Raises Invalid (unknown_label)."""
    label = project.labels.filter(name=name).first()
    if label is None:
        raise Invalid("unknown_label", f"This project has no label “{name[:80]}”.", attr=attr)
    return label
