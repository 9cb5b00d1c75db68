"""The table of environment variables in docs/operate.md is that of the code, and what it names reaches a container."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ = re.compile(r"""(?:environ(?:\.get\(|\[)|_(?:flag|list)\()["']([A-Z_0-9]+)["']""")
# Set by the image, by the port that is opened, or for one machine only.
NOT_PASSED = {"VAR", "HOST", "PORT", "DEMO", "DEBUG"}


def told() -> set[str]:
    table = (ROOT / "docs/operate.md").read_text().partition("## Configuration")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([A-Z_0-9]+)`", row)}


def test_every_variable_that_is_read_stands_in_the_table_and_no_other() -> None:
    sources = "\n".join(path.read_text() for path in (ROOT / "labelapp").rglob("*.py"))
    assert told() == set(READ.findall(sources))


def test_what_the_table_names_reaches_each_container() -> None:
    compose = (ROOT / "docker/compose.yml").read_text()
    environment = compose.partition("environment: &environment\n")[2].partition("\n  volumes:")[0]
    passed = set(re.findall(r"^    ([A-Z_0-9]+):", environment, re.MULTILINE))
    assert {name for name in passed if not name.startswith("AWS_")} == told() - NOT_PASSED
