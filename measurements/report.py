"""python -m measurements.report [FILE …]: the tables of results in README.md and docs/, from measurements/results.

Given files (what `make bench` wrote, saved runs of claims or contests, curves), it first stores what is worth
keeping of them in measurements/results. A table stands between two comments, `<!-- table: NAME -->` and
`<!-- end of table -->`, in any page; what stands around it is written by hand.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from measurements.environment import ROOT
from measurements.kept import RESULTS, NotKept, keep
from measurements.tables import TABLES, Tables

PLACE = re.compile(r"(<!-- table: (?P<name>[\w-]+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m measurements.report", description=__doc__)
    parser.add_argument("file", type=Path, nargs="*", help="results to keep before the tables are made")
    try:
        for path in parser.parse_args(arguments).file:
            print(f"kept in {keep(path).relative_to(ROOT)}")
    except NotKept as error:
        sys.exit(str(error))
    for page in pages():
        renewed = filled(page.read_text(encoding="utf-8"), RESULTS)
        if renewed != page.read_text(encoding="utf-8"):
            page.write_text(renewed, encoding="utf-8")
            print(f"renewed {page.relative_to(ROOT)}")


def pages(root: Path = ROOT) -> Iterator[Path]:
    yield root / "README.md"
    yield from sorted((root / "docs").rglob("*.md"))


def filled(page: str, results: Path, *, tables: Tables = TABLES) -> str:
    """The page with each of its tables made anew. Raises KeyError where there is no table of that name."""
    return PLACE.sub(lambda place: f"{place[1]}{tables[place['name']](results)}\n{place[3]}", page)


if __name__ == "__main__":
    main()
