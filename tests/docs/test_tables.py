"""Tables in the documents name what the code has: columns of an export, members of a strategy, commands."""

import re
from pathlib import Path

import pytest

from annotator.selectors.strategy_limits import MOST
from annotator.services.exports.answers import SELECTED
from annotator.services.exports.description import FORMATS
from annotator.services.exports.items import BEFORE, LABELLED
from selection.features.encoders.registry import ENCODERS
from selection.presets import PRESETS
from selection.strategy import strategy_fields

ROOT = Path(__file__).parents[2]


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_text()


def coded(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def test_every_column_of_an_export_is_told() -> None:
    text = document("exports.md")
    items, answers = text.partition("## Items")[2], text.partition("## Answers")[2]
    items = items.partition("## Predictions")[0]

    def told(part: str) -> set[str]:
        return coded("".join(re.findall(r"^\| (`[^|]+) \|", part, re.MULTILINE))) - {"file", "text"}

    assert told(answers) == SELECTED.keys() - {"content"}
    assert told(items) == {column.name for column in (*BEFORE, *LABELLED)}


def test_everything_that_can_be_exported_is_told() -> None:
    table = document("exports.md").partition("## Which items")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == FORMATS.keys()
    assert {name for names in FORMATS.values() for name in names} <= coded(document("exports.md"))


@pytest.mark.parametrize(
    "field", ["candidates", "acquisition", "pick", "cold_start", "replay", "memory", "update", "proxy", "sampler"]
)
def test_every_member_of_a_strategy_is_told(field: str) -> None:
    choices = next(set(described["choices"]) for described in strategy_fields() if described["name"] == field)
    assert choices <= coded(document("strategies.md"))


def test_every_encoder_is_told_with_its_numbers() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (text|image)s \| ([\d,]+) \|", document("strategies.md"), re.MULTILINE)
    assert rows == [(name, encoder.kind, f"{encoder.dimension:,}") for name, encoder in ENCODERS.items()]


def test_every_strategy_by_name_is_told() -> None:
    assert PRESETS.keys() - {"clactive-text"} <= coded(document("strategies.md"))


def test_every_command_is_told() -> None:
    table = document("operate.md").partition("## Commands")[2].partition("\n## ")[0]
    commands = {path.stem for path in (ROOT / "annotator/management/commands").glob("[a-z]*.py")}
    assert set(re.findall(r"^\| `(\w+)", table, re.MULTILINE)) == commands | {"up"}


def test_every_limit_of_a_strategy_is_told() -> None:
    table = document("strategies.md").partition("**What a project may ask for.**")[2].partition("\nA round that")[0]
    assert MOST.keys() <= coded(table)
    for most in MOST.values():
        assert f"{most:,}" in table
