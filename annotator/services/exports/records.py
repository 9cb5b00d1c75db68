"""Items with all that is known of them, as `annotator/files` passes them on: for formats of other tools."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from annotator.files.records import Answer, Record, Suggestion
from annotator.models import Project
from annotator.selectors.items.item_filter import ItemFilter
from annotator.services.exports.predicted import AT_A_TIME, Predicted
from annotator.services.exports.tables import batched, chosen, content_column, streamed
from annotator.statistics.consensus import label_of

# One statement, so that the file agrees with itself.
_SQL = """
SELECT i.row, i.external_id, {content}, t.name, d.name, i.metadata::text,
    (SELECT json_agg(json_build_array(l.name, coalesce(nullif(u.called, ''), u.username), a.answered_at, a.seconds,
                                      a.comment, a.skip_reason) ORDER BY a.id)
     FROM annotator_annotation a JOIN annotator_user u ON u.id = a.user_id
     LEFT JOIN annotator_label l ON l.id = a.label_id
     WHERE a.item_id = i.id AND a.replaced_at IS NULL)::text,
    (SELECT json_agg(json_build_array(l.name, s.model, s.version, s.probability, s.score) ORDER BY s.id)
     FROM annotator_suggestion s JOIN annotator_label l ON l.id = s.label_id WHERE s.item_id = i.id)::text
FROM annotator_item i
LEFT JOIN annotator_label t ON t.id = i.truth_id
LEFT JOIN annotator_label d ON d.id = i.settled_id
WHERE i.project_id = %s{condition}
ORDER BY i.row
"""


def records_of(project: Project, items: ItemFilter) -> Iterator[Record]:
    """By row; `label` is what their answers amount to. Raises Invalid where the items are described wrongly."""
    _, content = content_column(project)
    condition, values = chosen(project, items)
    rows = streamed(_SQL.format(content=content, condition=condition), (project.pk, *values))
    return (_record(*row) for row in rows)


def with_predictions(records: Iterator[Record], predicted: Predicted, *, model: str) -> Iterator[Record]:
    """The same, and to what nobody has labelled what the newest model says, as one suggestion more."""
    version = f"round {predicted.model.round.number}"
    for part in batched(records, AT_A_TIME):
        by_row = predicted.of([record.line - 1 for record in part if not _has_label(record)])
        for record in part:
            if (probabilities := by_row.get(record.line - 1)) is None:
                yield record
                continue
            label, probability = predicted.likeliest(probabilities)
            own = Suggestion(label, model, version, probability)
            yield record._replace(suggestions=(*record.suggestions, own))


def _has_label(record: Record) -> bool:
    """Of people, tied or not, or decided."""
    return bool(record.label) or any(each.label for each in record.answers)


def _record(*of_item: Any) -> Record:
    row, external_id, content, truth, decided, metadata, answers, said = of_item
    given = tuple(_answer(*each) for each in json.loads(answers or "[]"))
    labels = [answer.label for answer in given if answer.label]
    return Record(
        line=row + 1,
        text=content,
        external_id=external_id,
        label=label_of(labels, decided) or "",
        metadata=metadata,
        truth=truth or "",
        answers=given,
        suggestions=tuple(Suggestion(*each) for each in json.loads(said or "[]")),
    )


def _answer(label: str | None, person: str, at: str, seconds: float, *words: str) -> Answer:
    comment, reason = words
    return Answer(label or "", person, datetime.fromisoformat(at), seconds, comment, reason)
