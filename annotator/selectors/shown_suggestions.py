"""What annotators see of what models suggest: nothing, unless the project shows what one of its models says."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.models import Project
from annotator.sql import Statement

# Of all that suggest something, as many are offered to choose from.
MAX_OFFERED = 100


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A label, and how sure the model is of it: a probability, or a score of its own making, or neither."""

    label_id: int
    probability: float | None
    score: float | None


# The newest version is that which spoke last; of the labels it names for an item, the likeliest. Look-ups of single
# rows, fenced as in services/queue/fill.py.
_SHOWN = Statement(
    "shown_suggestions",
    """
SELECT asked.item, said.label_id, said.probability, said.score
FROM unnest(%(items)s) AS asked (item)
CROSS JOIN LATERAL (SELECT id FROM annotator_item WHERE id = asked.item AND role <> 'audit' OFFSET 0) item
CROSS JOIN LATERAL (
    SELECT label_id, probability, score FROM annotator_suggestion
    WHERE project_id = %(project)s AND model = %(model)s AND item_id = item.id
    ORDER BY max(id) OVER (PARTITION BY version) DESC, probability DESC NULLS LAST, score DESC NULLS LAST, id
    LIMIT 1) said
""",
    project="bigint",
    model="text",
    items="bigint[]",
)
# From name to name along the index, however many suggestions each has.
_MODELS = Statement(
    "suggesting_models",
    """
WITH RECURSIVE found AS (
    (SELECT model FROM annotator_suggestion WHERE project_id = %(project)s ORDER BY model LIMIT 1)
    UNION ALL
    SELECT (SELECT s.model FROM annotator_suggestion s
            WHERE s.project_id = %(project)s AND s.model > found.model ORDER BY s.model LIMIT 1)
    FROM found WHERE found.model IS NOT NULL
)
SELECT model FROM found WHERE model IS NOT NULL LIMIT %(count)s
""",
    project="bigint",
    count="integer",
)


def shown_of(project: Project, items: Sequence[int]) -> dict[int, ShownSuggestion]:
    """What is shown of each of these items that has a suggestion; never of audit items.

    Of gold items it is: they measure people as they work, and would be known by the lack of it.
    """
    if project.shown_suggestions is None or not items:
        return {}
    rows = _SHOWN.rows(project=project.pk, model=project.shown_suggestions, items=list(items))
    return {item: ShownSuggestion(*said) for item, *said in rows}


def models_that_suggest(project: Project) -> list[str]:
    """By name, those that suggest anything; "" is one without a name."""
    return [model for (model,) in _MODELS.rows(project=project.pk, count=MAX_OFFERED)]
