"""Image files as records: what is known of them beside their pixels."""

import json

from annotator.files import ImageEntry, Record, clean


def record_of(entry: ImageEntry, *, digest: str = "") -> Record:
    """The image by its path, known by its content; digest: of its bytes, empty while they are not read."""
    return Record(
        line=entry.line or 0,
        text=clean(entry.path),
        label=clean(entry.label)[:100],
        metadata=metadata_of(entry),
        digest=digest,
        truth=entry.truth,
        answers=entry.answers,
        suggestions=entry.suggestions,
    )


def metadata_of(entry: ImageEntry) -> str:
    of_file = {"file": clean(entry.path)} | ({"split": entry.split} if entry.split else {})
    of_id = {"id": entry.external_id} if entry.external_id else {}
    return json.dumps({**of_id, **entry.metadata, **of_file})
