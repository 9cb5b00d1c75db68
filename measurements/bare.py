"""What PostgreSQL alone takes for rows that the product writes or reads: the limit beside which it is measured.

Called by measurements.inside, in a process with Django.
"""

import time
from itertools import islice
from pathlib import Path
from typing import Any


def copy_in(project: int, path: str) -> dict[str, Any]:
    """COPY of the rows of a CSV of texts into the items, with all indexes, in the product's own batches; the rows are
    made before, and that is not counted.
    """
    from annotator import files
    from annotator.files import Record
    from annotator.models import Project
    from annotator.services.imports.copy import text_item
    from annotator.services.imports.meaning import NOTHING
    from annotator.services.imports.texts import TEXTS_PER_BATCH

    target, seconds = Project.objects.get(pk=project), 0.0
    with Path(path).open("rb") as file:
        records = files.open_texts(file, Path(path).name).records()
        items = (text_item("", record, NOTHING) for record in records if isinstance(record, Record))
        while batch := list(islice(items, TEXTS_PER_BATCH)):
            seconds += _copied(target, batch)
            target.next_row += len(batch)
    return {"seconds": seconds, "items": target.next_row}


def _copied(project: Any, batch: list[Any]) -> float:
    """Seconds from the first byte to the commit."""
    import numpy as np
    from django.db import connection, transaction

    from annotator import copying
    from annotator.services.imports import copy

    rows = np.arange(project.next_row, project.next_row + len(batch), dtype=np.int64)
    data = b"".join(copy.cells_of(project, batch, rows, {}))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        began = time.perf_counter()
        copying.copy_into(copy.TABLE, copy.COLUMNS, [data])
    return time.perf_counter() - began


def copy_out(project: int) -> dict[str, Any]:
    """COPY of what an export of items shows of them, without their answers, into nowhere."""
    from django.db import connection

    columns = "id, row, external_id, text, role, state, metadata"
    started = time.perf_counter()
    with connection.cursor() as cursor, Path("/dev/null").open("wb") as nowhere:
        cursor.copy_expert(
            f"COPY (SELECT {columns} FROM annotator_item WHERE project_id = {project} ORDER BY row)"
            " TO STDOUT (FORMAT csv)",
            nowhere,
        )
    return {"seconds": time.perf_counter() - started}


def empty_items() -> None:
    """The table of items, and all that hangs on them, empty as before the first: those of every project go."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE annotator_item, annotator_itemtally, annotator_answertally CASCADE")
        cursor.execute("CHECKPOINT")
