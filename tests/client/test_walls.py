"""What the client may build on: Python and urllib3, and pandas only where somebody asks for a frame."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "client/labelapp_client").glob("*.py"))
ALLOWED = {"labelapp_client", "urllib3"} | sys.stdlib_module_names


def imported(body: ast.AST) -> Iterator[str]:
    for node in ast.walk(body):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module).partition(".")[0]


def test_the_client_knows_nothing_of_the_product_and_needs_one_package() -> None:
    known = {name for path in MODULES for name in imported(ast.parse(path.read_text()))}
    assert known - ALLOWED == {"pandas"}


def test_pandas_is_imported_where_a_frame_is_wanted_and_nowhere_else() -> None:
    for path in MODULES:
        at_once = [each for each in ast.parse(path.read_text()).body if isinstance(each, ast.Import | ast.ImportFrom)]
        assert "pandas" not in {name for each in at_once for name in imported(each)}
