"""Files and tables on their way to the server, as forms that need little memory."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4


@dataclass(frozen=True)
class Form:
    """A multipart form with one file, whole on this machine's disk: it can be sent again."""

    body: BinaryIO
    kind: str


@contextmanager
def form_of_path(path: Path) -> Iterator[Form]:
    with path.open("rb") as file, _form(path.name) as form:
        shutil.copyfileobj(file, form.body)
        _close(form)
        yield form


@contextmanager
def form_of_lines(lines: Iterable[bytes], *, name: str) -> Iterator[Form]:
    with _form(name) as form:
        form.body.writelines(lines)
        _close(form)
        yield form


@contextmanager
def _form(name: str) -> Iterator[Form]:
    boundary = uuid4().hex
    # As browsers write a name.
    quoted = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    with tempfile.TemporaryFile() as body:
        body.write(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{quoted}"\r\n\r\n'.encode())
        yield Form(body, f"multipart/form-data; boundary={boundary}")


def _close(form: Form) -> None:
    form.body.write(f"\r\n--{form.kind.partition('boundary=')[2]}--\r\n".encode())
