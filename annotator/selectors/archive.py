"""What an archive of a project holds of the database: rows of which tables, and by what they name each other.

Nothing is named by its id: an item by its row, a label by its position, a person by their name, a round by its number,
a submission by its place. All other columns go as they are, those that a later version adds as well.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import DecimalField, Field, Model

from annotator.models import (
    Annotation,
    AuditMarks,
    CostEntry,
    Item,
    ItemPrediction,
    Label,
    Lease,
    Project,
    QueueEntry,
    Round,
    RoundStatus,
    Submission,
    Suggestion,
)

# By what a row of another table is named, of that table as it is called in a statement.
ITEM, LABEL, PERSON, ROUND, SUBMISSION, LEASE = "i.row", "l.position", "u.place", "r.number", "s.place", "e.place"
# Who is in the project or has answered, by what they are called. Ids decide only between two of one name.
_PEOPLE = """
    SELECT id, name, is_oracle, role, row_number() OVER (ORDER BY name COLLATE "C", id) AS place
    FROM (SELECT u.id, coalesce(nullif(u.called, ''), u.username) AS name, u.is_oracle, m.role
          FROM annotator_user u
          LEFT JOIN annotator_membership m ON m.user_id = u.id AND m.project_id = %(project)s
          WHERE m.id IS NOT NULL
             OR u.id IN (SELECT user_id FROM annotator_submission WHERE project_id = %(project)s)) known
"""
PEOPLE_SQL = f"SELECT to_json(told)::text FROM (SELECT name, is_oracle, role FROM ({_PEOPLE}) u ORDER BY place) told"  # noqa: S608 - our own texts
_ANSWERED = "EXISTS (SELECT FROM annotator_annotation a WHERE a.lease_id = {lease}.id)"
_JOINS: Mapping[str, str] = {
    ITEM: "JOIN annotator_item i ON i.id = own.{column}",
    LABEL: "LEFT JOIN annotator_label l ON l.id = own.{column}",
    PERSON: f"JOIN ({_PEOPLE}) u ON u.id = own.{{column}}",
    ROUND: "LEFT JOIN annotator_round r ON r.id = own.{column}",
    SUBMISSION: """LEFT JOIN (
        SELECT id, row_number() OVER (ORDER BY id) AS place FROM annotator_submission WHERE project_id = %(project)s
    ) s ON s.id = own.{column}""",
    LEASE: f"""LEFT JOIN (
        SELECT id, row_number() OVER (ORDER BY id) AS place FROM annotator_lease held
        WHERE project_id = %(project)s AND {_ANSWERED.format(lease="held")}
    ) e ON e.id = own.{{column}}""",  # noqa: S608 - our own texts
}


@dataclass(frozen=True, kw_only=True)
class Member:
    """Rows of one table. names: a field that points elsewhere, and by what that is named; computed: a field and what it
    goes as; left: fields that stay here or are counted anew. project: the column that says of which project they are.
    """

    name: str
    model: type[Model]
    names: dict[str, str] = field(default_factory=dict)
    computed: dict[str, str] = field(default_factory=dict)
    left: Collection[str] = ()
    project: str = "own.project_id"
    order: str = "own.id"
    only: str = "true"

    @cached_property
    def plain(self) -> Sequence["Field[Any, Any]"]:
        """Fields that go as they are."""
        own = self.model._meta.concrete_fields
        return [
            each
            for each in own
            if not (each.is_relation or each.primary_key or each.name in {*self.left, *self.computed})
        ]

    @property
    def sql(self) -> str:
        """One JSON object a row; `%(project)s` is asked for."""
        columns = [f"own.{each.column}{_cast(each)} AS {each.name}" for each in self.plain]
        columns += [f"{expression} AS {name}" for name, expression in (self.computed | self.names).items()]
        fields = {each.name: each.column for each in self.model._meta.concrete_fields}
        joins = [_JOINS[path].format(column=fields[name]) for name, path in self.names.items()]
        table = self.model._meta.db_table
        rows = f"""SELECT {", ".join(columns)} FROM {table} own {" ".join(joins)}
            WHERE {self.project} = %(project)s AND {self.only} ORDER BY {self.order}"""  # noqa: S608 - our own texts
        return f"SELECT to_json(told)::text FROM ({rows}) told"  # noqa: S608 - as above


def _cast(column: "Field[Any, Any]") -> str:
    """Money as text: as a number of JSON it would be rounded."""
    return "::text" if isinstance(column, DecimalField) else ""


_DONE = f"own.status <> '{RoundStatus.RUNNING}'"
LABELS = Member(name="labels", model=Label, order="own.position")
PROJECT = Member(name="project", model=Project, project="own.id")
ITEMS = Member(
    name="items",
    model=Item,
    names={"truth": LABEL},
    # Below the folder of the project's pictures.
    computed={
        "media": "substr(own.media, length('media/' || own.project_id || '/') + 1)",
        "settled": "(SELECT position FROM annotator_label WHERE id = own.settled_id)",
    },
    left=("created_at", "answers", "open_slots"),
    order="own.row",
)
ROUNDS = Member(name="rounds", model=Round, left=("state_file", "worker"), order="own.number", only=_DONE)
AUDIT_MARKS = Member(
    name="audit_marks", model=AuditMarks, names={"round": ROUND}, project="r.project_id", order="r.number"
)
# A key tells what one browser sent twice; it names nothing elsewhere.
SUBMISSIONS = Member(name="submissions", model=Submission, names={"user": PERSON}, left=("key",))
# Those that led to an answer.
LEASES = Member(
    name="leases",
    model=Lease,
    names={"item": ITEM, "user": PERSON, "round": ROUND},
    only=_ANSWERED.format(lease="own"),
)
ANSWERS = Member(
    name="answers",
    model=Annotation,
    names={"item": ITEM, "user": PERSON, "label": LABEL, "round": ROUND, "submission": SUBMISSION, "lease": LEASE},
    left=("key",),
)
SUGGESTIONS = Member(name="suggestions", model=Suggestion, names={"item": ITEM, "label": LABEL}, left=("created_at",))
PREDICTIONS = Member(name="predictions", model=ItemPrediction, names={"item": ITEM, "label": LABEL}, order="i.row")
COSTS = Member(name="costs", model=CostEntry, names={"submission": SUBMISSION, "round": ROUND})
QUEUE = Member(
    name="queue", model=QueueEntry, names={"item": ITEM, "round": ROUND}, left=("open",), order="own.rank, own.id"
)
# In this order they go out; in the same one they can come in.
MEMBERS = (
    *(PROJECT, LABELS, ITEMS, ROUNDS, AUDIT_MARKS, SUBMISSIONS, LEASES, ANSWERS, SUGGESTIONS, PREDICTIONS, COSTS),
    QUEUE,
)
