"""What makes two rows one item, where no id does: the content, and the fields that tell items apart."""

import json
from collections.abc import Callable, Sequence
from hashlib import blake2b

from annotator.files import Record
from annotator.services.imports.choices import Shown


def identifying(fields: Sequence[Shown]) -> Callable[[Record], Record]:
    """Gives a record the digest by which its item is known."""
    names = [each.name for each in sorted(fields, key=lambda each: each.place) if each.identifies]
    if not names:
        return lambda record: record

    def identified(record: Record) -> Record:
        metadata = json.loads(record.metadata)
        values = json.dumps([metadata.get(name) for name in names], ensure_ascii=True)
        return record._replace(digest=blake2b(f"{record.digest}{values}".encode(), digest_size=16).hexdigest())

    return identified
