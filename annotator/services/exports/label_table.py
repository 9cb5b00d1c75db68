"""The labels of a project: their keys and colours, and how many items have each."""

from collections import Counter

from annotator.files.written import Column
from annotator.models import Project
from annotator.selectors.answers import current_answers, decided_items
from annotator.services.exports.tables import Table
from annotator.statistics.consensus import settled

COLUMNS = (
    Column("position", "integer"),
    Column("label"),
    Column("key"),
    Column("color"),
    Column("items", "integer"),
    Column("answers", "integer"),
)


def label_table(project: Project) -> Table:
    """In the order of their positions, by which the engine and its models know them. items: by consensus."""
    answers = list(current_answers(project).values_list("item_id", "label_id"))
    decided = dict(decided_items(project.pk).values_list("pk", "settled_id"))
    given, items = Counter(label for _, label in answers), Counter(settled(answers, decided=decided).values())
    labels = list(project.labels.all())
    lines = ([each.position, each.name, each.key, each.color, items[each.pk], given[each.pk]] for each in labels)
    return Table(COLUMNS, lines, lambda: len(labels))
