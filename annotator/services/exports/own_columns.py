"""The manager's own columns: what stood beside text, label and id in the files, and comes back with the items."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from annotator.files.written import Column, ValueKind
from annotator.models import Project

# Before the name of a column of theirs that is called as one of ours.
OWN = "own_"
_KEYS = """
SELECT key, array_agg(DISTINCT jsonb_typeof(value))
FROM annotator_item i, jsonb_each(CASE WHEN jsonb_typeof(i.metadata) = 'object' THEN i.metadata ELSE '{}' END)
WHERE i.project_id = %s GROUP BY key
"""
_KINDS: Mapping[str, ValueKind] = {"string": "text", "number": "number", "boolean": "flag"}


@dataclass(frozen=True)
class OwnColumns:
    """keys: in metadata, in the order of the file as far as it is known; columns: what they are called outside."""

    keys: Sequence[str]
    columns: Sequence[Column]

    @classmethod
    def of(cls, project: Project, *, taken: Collection[str]) -> "OwnColumns":
        """All that an item of this project has, but for its file, which is its content. taken: names of our columns."""
        with connection.cursor() as cursor:
            cursor.execute(_KEYS, [project.pk])
            kinds = {key: types for key, types in cursor.fetchall() if key != "file"}
        keys = sorted(kinds, key=_place(project))
        used, columns = set(taken), []
        for key in keys:
            name = key
            while name in used:
                name = OWN + name
            used.add(name)
            columns.append(Column(name, _kind(kinds[key])))
        return cls(keys, columns)

    def values(self, metadata: str) -> list[Any]:
        """Those of one item, from its metadata as JSON; None where it has none."""
        said = json.loads(metadata)
        # A file may have given a list for a line; such metadata has no columns.
        return [said.get(key) for key in self.keys] if isinstance(said, dict) else [None] * len(self.keys)


def _kind(types: Sequence[str]) -> ValueKind:
    told = {_KINDS.get(name, "any") for name in types if name != "null"}
    return told.pop() if len(told) == 1 else "any" if told else "text"


def _place(project: Project) -> Any:
    """Sorts names as the newest file had them; others after these, by name."""
    previews = project.uploads.exclude(preview="").order_by("-pk").values_list("preview", flat=True)[:1]
    columns = (column for preview in previews for column in json.loads(preview)["columns"])
    order = {column["name"]: place for place, column in enumerate(columns)}
    return lambda key: (order.get(key, len(order)), key)
