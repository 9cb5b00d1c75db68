"""Records of decisions: the index knows each, and what the code mentions is there."""

import re
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORDS = sorted(path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md"))
NUMBERS = [name[:3] for name in RECORDS]


def title(name: str) -> str:
    return (ROOT / "docs/decisions" / name).read_text().partition("\n")[0].removeprefix("# ")


def test_records_are_numbered_from_one_without_a_gap() -> None:
    assert [int(number) for number in NUMBERS] == list(range(1, len(RECORDS) + 1))


def test_the_index_lists_every_record_by_its_title_in_order() -> None:
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", (ROOT / "docs/decisions/README.md").read_text(), re.MULTILINE)
    assert listed == [(title(name), name) for name in RECORDS]


def test_every_record_that_the_code_mentions_is_there() -> None:
    sources = chain.from_iterable((ROOT / folder).rglob("*.py") for folder in ("annotator", "labelapp", "selection"))
    mentioned = {number for path in sources for number in re.findall(r"docs/decisions/(\d{3})", path.read_text())}
    assert mentioned
    assert mentioned <= set(NUMBERS)
