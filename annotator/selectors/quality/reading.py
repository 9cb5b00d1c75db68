"""What people answered twice, and where the truth is known, as arrays: alike items are counted, not listed."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.models import Label, Project, User
from annotator.selectors.items.conditions import suspected
from annotator.sql import read_rows
from annotator.statistics.answers import Answers
from annotator.statistics.confusion import Confusion, against

# The label by which people are measured on an item: the id; null where they are not.
KNOWN = "CASE item.role WHEN 'audit' THEN item.truth_id WHEN 'gold' THEN item.settled_id END"
_ANSWERS = "FROM annotator_annotation a JOIN annotator_item item ON item.id = a.item_id"
_STANDING = """WHERE item.project_id = %(project)s AND item.state = 'open' AND a.replaced_at IS NULL
    AND a.label_id IS NOT NULL"""
_KINDS = f"""
SELECT people, labels, count(*) FROM (
    SELECT array_agg(a.user_id ORDER BY a.user_id) AS people, array_agg(a.label_id ORDER BY a.user_id) AS labels
    {_ANSWERS} {_STANDING} AND item.answers > 1 GROUP BY item.id) each
GROUP BY people, labels ORDER BY people, labels
"""  # noqa: S608 - composed of our own texts
_TRUTHS = f"""
SELECT user_id, label_id, known, count(*) FROM (
    SELECT a.user_id, a.label_id, {KNOWN} AS known {_ANSWERS} {_STANDING} AND item.role IN ('audit', 'gold')) each
WHERE known IS NOT NULL GROUP BY user_id, label_id, known ORDER BY user_id, label_id, known
"""  # noqa: S608 - composed of our own texts
# What is kept of what models said: of items before they were answered, and of audit items, which none learns.
_MODEL = f"""
SELECT a.user_id, a.label_id, said.label_id, count(*)
{_ANSWERS} JOIN annotator_prediction said ON said.item_id = item.id {_STANDING}
GROUP BY a.user_id, a.label_id, said.label_id ORDER BY a.user_id, a.label_id, said.label_id
"""
_SUSPECTED = f"""
SELECT count(*) FROM annotator_suspected said JOIN annotator_item item ON item.id = said.item_id
WHERE said.project_id = %(project)s AND {suspected("said")}
"""  # noqa: S608 - composed of our own texts


@dataclass(frozen=True)
class Given:
    """answers: of items that are not set aside and have two labels or more, people and labels as positions in `people`
    and `labels`. truths: of audit items with a known truth and of gold items, a confusion per person who answered any.
    models: the same against the label that a model thought likeliest, of items of which that is kept. suspected: items
    whose label the radar takes for an error.
    """

    people: list[User]
    labels: list[Label]
    answers: Answers
    truths: dict[int, Confusion]
    models: dict[int, Confusion]
    suspected: int


def given_in(project: Project) -> Given:
    """Of this moment."""
    asked = {"project": project.pk}
    kinds, truths, models = (read_rows(sql, asked) for sql in (_KINDS, _TRUTHS, _MODEL))
    ids = {user for users, _, _ in kinds for user in users} | {user for user, *_ in (*truths, *models)}
    people = sorted(User.objects.filter(pk__in=ids), key=lambda user: (user.shown_name, user.pk))
    labels = list(project.labels.order_by("position"))
    person_at = {user.pk: position for position, user in enumerate(people)}
    label_at = {label.pk: position for position, label in enumerate(labels)}
    return Given(
        people,
        labels,
        _answers(kinds, person_at=person_at, label_at=label_at),
        _against(truths, person_at, label_at),
        _against(models, person_at, label_at),
        suspected=read_rows(_SUSPECTED, asked)[0][0],
    )


def _answers(
    kinds: list[tuple[list[int], list[int], int]], *, person_at: Mapping[int, int], label_at: Mapping[int, int]
) -> Answers:
    said = [
        (item, person_at[user], label_at[label])
        for item, (users, labels, _) in enumerate(kinds)
        for user, label in zip(users, labels, strict=True)
    ]
    items, people, of_labels = zip(*said, strict=True) if said else ((), (), ())
    sizes = (len(person_at), len(label_at))
    return Answers.of(items, people, of_labels, sizes=sizes, times=[times for *_, times in kinds])


def _against(
    rows: list[tuple[int, int, int, int]], person_at: Mapping[int, int], label_at: Mapping[int, int]
) -> dict[int, Confusion]:
    cells = defaultdict(list)
    for user, label, other, count in rows:
        cells[person_at[user]].append((label_at[label], label_at[other], count))
    return {person: against(person, of_person) for person, of_person in cells.items()}
