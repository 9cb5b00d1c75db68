"""`python client/generate.py SCHEMA FOLDER`: what the client knows of the API, from its schema.

schema_gen.py holds the types of bodies, answers and parameters, as datamodel-code-generator writes them;
operations_gen.py the method and the address of each operation.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

WRITTEN = '"""Written by `make schema` from frontend/schema.yaml. Change the API, not this file."""'
TYPES = [
    *("--input-file-type", "openapi", "--openapi-scopes", "schemas", "paths", "parameters"),
    *("--output-model-type", "typing.TypedDict", "--no-use-closed-typed-dict", "--target-python-version", "3.11"),
    *("--enum-field-as-literal", "all", "--use-operation-id-as-name", "--use-standard-collections"),
    # Amounts of money come as texts; what may be null says so.
    *("--use-union-operator", "--strict-nullable", "--type-mappings", "string+decimal=string"),
    *("--disable-timestamp", "--formatters", "builtin", "--custom-file-header", WRITTEN),
]


def main(schema: Path, folder: Path) -> None:
    """Write both files into the folder."""
    types, addresses = folder / "schema_gen.py", folder / "operations_gen.py"
    _python("datamodel_code_generator", *TYPES, "--input", str(schema), "--output", str(types))
    addresses.write_text("\n".join(_lines(yaml.safe_load(schema.read_text()))))
    _python("ruff", "format", "--quiet", str(types), str(addresses))


def _python(module: str, *words: str) -> None:
    subprocess.run([sys.executable, "-m", module, *words], check=True)


def _lines(schema: Any) -> Iterator[str]:
    operations = sorted(
        (operation["operationId"], method.upper(), path)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    )
    yield from (WRITTEN, "", "from typing import Final, Literal", "")
    yield f"OperationId = Literal[{', '.join(repr(name) for name, _, _ in operations)}]"
    yield "# Method and address."
    yield "OPERATIONS: Final[dict[OperationId, tuple[str, str]]] = {"
    yield from (f"    {name!r}: ({method!r}, {path!r})," for name, method, path in operations)
    yield "}\n"


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:]))
