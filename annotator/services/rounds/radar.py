"""The label radar: after a round, labels that its model takes for errors, of all that people have given.

What speaks against a label never learned it. Where the round's model is a head on features, a head learns the other
labels and each is left out of what is said of it; a network is taken at the word that it gave before the item was
answered, which is kept of the items that a round ranked (predictions.py). Audit and gold items are never suspected: put
right where the model objects and nowhere else, they would flatter it. Nor are items that were settled, or asked again
and answered since.
"""

from dataclasses import dataclass

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

import selection
from annotator.models import ItemPrediction, Project, SuspectedItem, ToldBy
from annotator.services.rounds.inputs import RoundData
from annotator.sql import any_of
from annotator.statistics.label_radar import Radar, filled_up, radar, suspects

# So many are kept, the most suspect; the lists of items look at no more of one kind (selectors/items/pages.py).
MOST_KEPT = 10_000
# Labels that are looked at, the newest: so many where a model's words are read one by one, and of a head so many
# probabilities (40 MB in each of a few arrays), a million labels of ten names.
MOST_READ, MOST_PROBABILITIES = 50_000, 10_000_000

Rows = NDArray[np.int64]

# Items and labels are held until it is stored: nobody removes one in between.
_KEEP = """
INSERT INTO annotator_suspected (item_id, project_id, round, rank, score, label_id, own, other_id, probability, answers,
    told_by)
SELECT item.id, item.project_id, %(round)s, new.rank, new.score, given.id, new.own, other.id, new.probability,
    item.answers, %(told_by)s
FROM unnest(%(rows)s::int[], %(labels)s::int[], %(others)s::int[], %(scores)s::float8[], %(own)s::float8[],
            %(probabilities)s::float8[]) WITH ORDINALITY AS new (row, label, other, score, own, probability, rank)
JOIN annotator_item item ON item.project_id = %(project)s AND item.row = new.row AND item.role = 'pool'
    AND item.state = 'open' AND item.answers > 0 AND item.settled_id IS NULL
    AND NOT (item.asked_for > 0 AND item.answers >= item.asked_for)
JOIN annotator_label given ON given.project_id = %(project)s AND given.position = new.label
JOIN annotator_label other ON other.project_id = %(project)s AND other.position = new.other
ORDER BY item.id
FOR KEY SHARE OF item, given, other
"""


@dataclass(frozen=True)
class Heard:
    """rows_N: rows of the project; labels_N: the positions of their labels. probs_NK: what a model says that never
    learned these.
    """

    rows_N: Rows
    labels_N: Rows
    probs_NK: NDArray[np.float32]
    told_by: ToldBy


def look(data: RoundData, state: selection.State, *, should_stop: selection.Stop | None = None) -> None:
    """Replace what an earlier round suspected. state: what the round leaves, with all labels that it knows.

    In arenas nobody looks at items. Raises RoundStopped; what an earlier round suspected then stands.
    """
    if data.project.is_arena:
        return
    heard = _heard(data, state, should_stop)
    keep(data.project, number=data.round.number, heard=heard)


def keep(project: Project, *, number: int, heard: Heard | None) -> None:
    """Store which labels are suspected. number: of the round; heard: what speaks against them in it, None: nothing."""
    with transaction.atomic():
        SuspectedItem.objects.filter(project=project).delete()
        if heard is None:
            return
        found = radar(heard.labels_N, heard.probs_NK)
        told = _told(heard, found, suspects(found, heard.labels_N, most=MOST_KEPT))
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, {"project": project.pk, "round": number, "told_by": heard.told_by.value, **told})


def _told(heard: Heard, found: Radar, pos: Rows) -> dict[str, list[float]]:
    """pos: of the labels that are suspected, in their order."""
    labels, others = heard.labels_N[pos], found.others_N[pos]
    own, probabilities = (np.clip(heard.probs_NK[pos, each].astype(np.float64), 0, 1) for each in (labels, others))
    return {
        "rows": heard.rows_N[pos].tolist(),
        "labels": labels.tolist(),
        "others": others.tolist(),
        "scores": found.scores_N[pos].clip(0, 1).tolist(),
        "own": own.tolist(),
        "probabilities": probabilities.tolist(),
    }


def _heard(data: RoundData, state: selection.State, should_stop: selection.Stop | None) -> Heard | None:
    view = data.pool.views.get(state.choice.name)
    if view is None:
        return _before(data.project, state)
    return _left_out(data, state, view, should_stop)


def _left_out(
    data: RoundData, state: selection.State, view: selection.View, should_stop: selection.Stop | None
) -> Heard | None:
    newest = slice(-max(1, MOST_PROBABILITIES // state.n_classes), None)
    is_ready = view.ready[state.memory_rows]
    rows, labels = state.memory_rows[is_ready][newest], state.memory_labels[is_ready][newest]
    if len(rows) < selection.LEAST_LABELS or state.n_classes < 2:
        return None
    rng = selection.round_rng(data.project.seed, data.round.number)
    probs = selection.unseen_probabilities(
        view.source, rows, labels, n_classes=state.n_classes, rng=rng, should_stop=should_stop
    )
    return Heard(rows, labels, probs, ToldBy.LEFT_OUT)


def _before(project: Project, state: selection.State) -> Heard | None:
    """By what models said of items while these had no answer: answered items are ranked no more."""
    newest = slice(-min(MOST_READ, max(1, MOST_PROBABILITIES // state.n_classes)), None)
    label_of = dict(zip(state.memory_rows[newest].tolist(), state.memory_labels[newest].tolist(), strict=True))
    kept = ItemPrediction.objects.filter(project=project, item__row__in=any_of(label_of), item__role="pool")
    told = dict(kept.order_by("item__row").values_list("item__row", "said__0__likeliest"))
    if len(told) < selection.LEAST_LABELS or state.n_classes < 2:
        return None
    rows = np.array(list(told), dtype=np.int64)
    labels = np.array([label_of[row] for row in told], dtype=np.int64)
    return Heard(rows, labels, filled_up(list(told.values()), n_labels=state.n_classes), ToldBy.BEFORE)
