"""Every format has an example, and the document says of each what is read and written."""

import pytest

from annotator.files import FORMATS_IN
from annotator.files.record_writers import RECORD_WRITERS
from tests.annotator.files.formats import DOCUMENT, EXAMPLES, PARTS, read, survives, table


def test_every_format_has_an_example() -> None:
    assert sorted(name for names in EXAMPLES for name in names) == sorted(FORMATS_IN)


@pytest.mark.parametrize("names", EXAMPLES, ids=lambda names: names[0])
def test_an_example_is_recognised_by_its_content_alone(names: tuple[str, ...]) -> None:
    form, records = read(EXAMPLES[names][1])
    assert form == names[0]
    assert records


def test_our_own_lines_keep_every_part() -> None:
    assert survives("records") == PARTS.keys()


def test_the_table_of_formats_is_current() -> None:
    """Else `python -m tests.annotator.files.formats` writes it anew."""
    assert table() in DOCUMENT.read_text()
    assert RECORD_WRITERS.keys() <= {name for names in EXAMPLES for name in names}
