"""python -m measurements.import_graph [PACKAGE …] [--root FOLDER]: how many modules, and how they import one another.

What counts:

- modules: by wing, what lies directly in a package, a file or a folder with all that it holds; by file, every module
  below the package. The package's own `__init__` is one of them where it imports any of these.
- imports: pairs of them of which one imports the other, wherever in a file that stands and if for types alone.
- circles: groups whose modules reach one another. back: imports that close one, as met by an alphabetical walk.
- levels: modules on the longest chain of imports, a circle as one.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

PACKAGES = ("annotator", "annotator.services", "selection")
HEAD = "| package | by | modules | levels | imports | back | circles |\n|---|---|---|---|---|---|---|"
Group = tuple[str, ...]


@dataclass(frozen=True)
class Imports:
    """Module -> those that it imports, among the same modules and never itself."""

    of: Mapping[str, frozenset[str]]

    @property
    def count(self) -> int:
        return sum(map(len, self.of.values()))

    @property
    def circles(self) -> list[Group]:
        return sorted(group for group in set(self._group.values()) if len(group) > 1)

    @property
    def levels(self) -> int:
        group = self._group
        below = {
            circle: {group[low] for high in circle for low in self.of[high]} - {circle} for circle in group.values()
        }
        height: dict[Group, int] = {}
        for circle in TopologicalSorter(below).static_order():
            height[circle] = 1 + max((height[low] for low in below[circle]), default=0)
        return max(height.values(), default=0)

    @property
    def back(self) -> list[tuple[str, str]]:
        closing: list[tuple[str, str]] = []
        done: set[str] = set()

        def walk(module: str, way: Group) -> None:
            done.add(module)
            for below in sorted(self.of[module]):
                if below in way:
                    closing.append((module, below))
                elif below not in done:
                    walk(below, (*way, below))

        for module in sorted(self.of):
            if module not in done:
                walk(module, (module,))
        return closing

    @cached_property
    def _group(self) -> dict[str, Group]:
        """Module -> all that it reaches and that reach it, itself among them."""
        reached = {module: self._reached(module) for module in self.of}
        return {
            module: tuple(sorted(other for other in reached[module] if module in reached[other])) for module in self.of
        }

    def _reached(self, start: str) -> set[str]:
        reached, waiting = {start}, [start]
        while waiting:
            new = self.of[waiting.pop()] - reached
            reached |= new
            waiting += new
        return reached


def by_wing(package: str) -> Imports:
    graph = _graph(package)
    wings = graph.find_children(package)
    for wing in wings:
        graph.squash_module(wing)
    return _among(graph, wings, package)


def by_file(package: str) -> Imports:
    graph = _graph(package)
    return _among(graph, graph.find_descendants(package), package)


def _graph(package: str) -> grimp.ImportGraph:
    return grimp.build_graph(package.partition(".")[0], cache_dir=None)


def _among(graph: grimp.ImportGraph, below: set[str], package: str) -> Imports:
    modules = below | {package} if graph.find_modules_directly_imported_by(package) & below else below
    return Imports(
        {module: frozenset(graph.find_modules_directly_imported_by(module) & modules - {module}) for module in modules}
    )


def table(packages: Sequence[str] = PACKAGES) -> str:
    return "\n".join([HEAD, *(row for package in packages for row in _rows(package))])


def _rows(package: str) -> Iterator[str]:
    for by, imports in (("wing", by_wing(package)), ("file", by_file(package))):
        cells = (package, by, len(imports.of), imports.levels, imports.count, len(imports.back), len(imports.circles))
        yield f"| {' | '.join(map(str, cells))} |"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m measurements.import_graph", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("package", nargs="*", default=PACKAGES)
    parser.add_argument("--root", type=Path, default=Path(), help="of another checkout, to compare with")
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(options.root))
    print(table(options.package))


if __name__ == "__main__":
    main()
