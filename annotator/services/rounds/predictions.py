"""What a round's proxy makes of the items that it ranks, and of those that measure it: kept item by item."""

import json
from collections.abc import Iterable, Iterator

import numpy as np
from django.db import connection

import selection
from annotator.models import Project
from annotator.services.rounds.inputs import RoundData
from annotator.services.rounds.publish import reserve

# Rounds of which an item's predictions are kept.
ROUNDS_KEPT = 10
DIGITS = 4

# Items and labels are held until it is stored: nobody removes one in between. A round that starts again replaces what
# it said before it died.
_KEEP = f"""
INSERT INTO annotator_prediction (item_id, project_id, round, label_id, probability, said)
SELECT item.id, item.project_id, %(round)s, label.id, new.probability, new.said::jsonb
FROM unnest(%(rows)s::int[], %(positions)s::int[], %(probabilities)s::float8[], %(said)s::text[])
     AS new (row, position, probability, said)
JOIN annotator_item item ON item.project_id = %(project)s AND item.row = new.row
JOIN annotator_label label ON label.project_id = %(project)s AND label.position = new.position
ORDER BY item.id
FOR KEY SHARE OF item, label
ON CONFLICT (item_id) DO UPDATE SET
    round = EXCLUDED.round, label_id = EXCLUDED.label_id, probability = EXCLUDED.probability,
    said = jsonb_path_query_array(EXCLUDED.said || CASE
        WHEN annotator_prediction.round = EXCLUDED.round THEN annotator_prediction.said - 0
        ELSE annotator_prediction.said END, '$[0 to {ROUNDS_KEPT - 1}]')
"""  # noqa: S608 - our own number


def keep_predictions(data: RoundData, result: selection.StepResult) -> None:
    """Of as much of the ranking as is stored, and of audit items. In arenas nobody looks at items: nothing is kept."""
    if not data.project.is_arena:
        store(data.project, number=data.round.number, likeliest=_likeliest(data, result))


def store(project: Project, *, number: int, likeliest: Iterable[selection.Likeliest]) -> None:
    """What the proxy of this round makes of rows; no row may come twice."""
    told = [line for each in likeliest for line in _told(number, each)]
    if not told:
        return
    rows, positions, probabilities, said = map(list, zip(*told, strict=True))
    values = {"rows": rows, "positions": positions, "probabilities": probabilities, "said": said}
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {"project": project.pk, "round": number, **values})


def _likeliest(data: RoundData, result: selection.StepResult) -> Iterator[selection.Likeliest]:
    if result.likeliest is not None:
        yield result.likeliest.first(reserve(data.strategy))
    if result.probe_probs_PC is not None:
        yield selection.Likeliest.of(np.asarray(data.pool.probe_rows), result.probe_probs_PC)


def _told(number: int, likeliest: selection.Likeliest) -> Iterator[tuple[int, int, float, str]]:
    """(row, position and probability of the likeliest label, what is kept of this round)."""
    probabilities_RT = np.clip(likeliest.probabilities.astype(np.float64), 0.0, 1.0).round(DIGITS)
    parts = (likeliest.rows.tolist(), likeliest.classes.tolist(), probabilities_RT.tolist())
    for row, classes, probabilities in zip(*parts, strict=True):
        said = {"round": number, "likeliest": list(zip(classes, probabilities, strict=True))}
        yield row, classes[0], probabilities[0], json.dumps([said])
