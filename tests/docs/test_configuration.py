"""The table of environment variables in docs/operate.md is that of the code."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ = re.compile(r"""(?:environ(?:\.get\(|\[)|_flag\()["']([A-Z_0-9]+)["']""")


def test_every_variable_that_is_read_stands_in_the_table_and_no_other() -> None:
    sources = "\n".join(path.read_text() for path in (ROOT / "labelapp").rglob("*.py"))
    table = (ROOT / "docs/operate.md").read_text().partition("## Configuration")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`([A-Z_0-9]+)`", row)} == set(READ.findall(sources))
