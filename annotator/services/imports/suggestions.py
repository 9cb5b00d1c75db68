"""What models said, stored beside the items: several models side by side, each class once."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.models import Project
from annotator.sql import Statement


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a model said of the item of this row."""

    row: int
    label: int
    model: str
    version: str
    probability: float | None
    score: float | None


_UPSERT = Statement(
    "suggestions",
    """
WITH stored AS (
    INSERT INTO annotator_suggestion AS known
        (project_id, item_id, model, version, label_id, probability, score, created_at)
    SELECT %(project)s, item.id, new.model, new.version, new.label, new.probability, new.score, now()
    FROM unnest(%(rows)s, %(models)s, %(versions)s, %(labels)s, %(probabilities)s, %(scores)s)
        AS new (row, model, version, label, probability, score)
    CROSS JOIN LATERAL (
        SELECT id FROM annotator_item WHERE project_id = %(project)s AND row = new.row OFFSET 0) item
    ON CONFLICT (item_id, model, version, label_id) DO UPDATE
    SET probability = excluded.probability, score = excluded.score
    WHERE (known.probability, known.score) IS DISTINCT FROM (excluded.probability, excluded.score)
    RETURNING known.item_id
)
SELECT item.row FROM stored JOIN annotator_item item ON item.id = stored.item_id
""",
    project="bigint",
    rows="integer[]",
    models="text[]",
    versions="text[]",
    labels="bigint[]",
    probabilities="float8[]",
    scores="float8[]",
)


def store_suggestions(project: Project, suggested: Sequence[Suggested]) -> list[int]:
    """Store what is new or other than before; its rows, one for each suggestion. Needs the project's lock."""
    latest = {(each.row, each.model, each.version, each.label): each for each in suggested}
    if not latest:
        return []
    new = list(latest.values())
    rows = _UPSERT.rows(
        project=project.pk,
        rows=[each.row for each in new],
        models=[each.model for each in new],
        versions=[each.version for each in new],
        labels=[each.label for each in new],
        probabilities=[each.probability for each in new],
        scores=[each.score for each in new],
    )
    return [row for (row,) in rows]
