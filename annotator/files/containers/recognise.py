"""Which reader a file wants. Its content says so; its name is a hint where the content leaves it open."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from annotator.files import bytestreams
from annotator.files.archives.tars import is_tar
from annotator.files.bytestreams import OnRead
from annotator.files.choices import GUESS, Choices
from annotator.files.containers.arrow import arrow, is_arrow
from annotator.files.containers.books import is_workbook
from annotator.files.containers.delimited import delimited, is_table
from annotator.files.containers.json_document import json_document
from annotator.files.containers.json_lines import json_lines, sampled_lines
from annotator.files.containers.marked import refuse_marked
from annotator.files.containers.packed import packed
from annotator.files.containers.plain_lines import (
    classed_lines,
    ended_lines,
    fasttext,
    is_classed,
    is_ended,
    is_fasttext,
    plain_lines,
)
from annotator.files.containers.tar_tables import tables_as_zip
from annotator.files.containers.text_folders import text_folders
from annotator.files.containers.workbooks import workbook
from annotator.files.encodings import scan
from annotator.files.looks import SAMPLE_CHARS, TextLook, opened_text
from annotator.files.problems import Unusable
from annotator.files.tables import Table

# Files of text: the name that `Choices.format` says -> the reader.
TEXT_READERS: dict[str, Callable[[TextLook], Table]] = {
    "csv": delimited,
    "lines": plain_lines,
    "fasttext": fasttext,
    "trec": classed_lines,
    "phrasebank": ended_lines,
    "jsonl": json_lines,
    "json": json_document,
}
# What is no text shows by its first bytes.
BINARY_FORMATS = ("xlsx", "xls", "xlsb", "ods", "parquet", "arrow", "hf", "folders")
FORMATS = (*TEXT_READERS, *BINARY_FORMATS)
WELCOME = "Texts come as CSV, Excel, JSONL, JSON or Parquet, one item per row, or as lines of text."


def open_table(file: BinaryIO, name: str, choices: Choices = GUESS, *, on_read: OnRead | None = None) -> Table:
    """Look at a file of rows in any format that is known. on_read: is told of all that is read. Raises Unusable."""
    table = _opened(file, name, choices, on_read)
    if choices.format in BINARY_FORMATS and choices.format != table.format:
        detail = f"This file is no {choices.format}; it looks like {table.format}. Let the format be guessed."
        raise Unusable("not_this_format", detail)
    return table


def _opened(file: BinaryIO, name: str, choices: Choices, on_read: OnRead | None) -> Table:
    head = bytestreams.head_of(file)
    if is_arrow(head):
        return arrow(file, name, on_read=on_read)
    if is_workbook(file):
        return workbook(file, name, choices, on_read=on_read)
    is_tarred, is_zipped = is_tar(file), bytestreams.is_zip(head)
    if is_tarred or is_zipped:
        table = text_folders(file, name, choices, on_read=on_read, is_tar=is_tarred)
        if table is not None:
            return table
    tables = tables_as_zip(file) if is_tarred else file if is_zipped else None
    if is_tarred and not tables:
        detail = "This tar archive holds neither tables nor texts. For images, choose a project of images."
        raise Unusable("unsupported_type", detail)
    if tables:
        return packed(tables, name, lambda part, path: _opened(part, path, choices, on_read))
    if words := bytestreams.known_binary(head):
        raise Unusable("unsupported_type", f"This is {words}. {WELCOME}")
    look = text_look(file, name, choices, on_read=on_read)
    if choices.format in TEXT_READERS:
        return TEXT_READERS[choices.format](look)
    return _text_table(look)


def text_look(file: BinaryIO, name: str, choices: Choices, *, on_read: OnRead | None = None) -> TextLook:
    """Read a file of text once to its end. Raises Unusable."""
    scanned = scan(bytestreams.unpacked(file, on_read=on_read), choices.encoding)
    sample = opened_text(file, scanned.encoding).read(SAMPLE_CHARS)
    return TextLook(file=file, name=name, scan=scanned, sample=sample, choices=choices, on_read=on_read)


def _text_table(look: TextLook) -> Table:
    refuse_marked(look.sample)
    first = look.sample.lstrip("\ufeff \t\r\n")[:1]
    if first in ("{", "[") and _is_json_document(look):
        return json_document(look)
    if first == "{" or _is_json_name(look.name):
        return json_lines(look)
    if is_fasttext(look):
        return fasttext(look)
    if is_classed(look):
        return classed_lines(look)
    if is_ended(look):
        return ended_lines(look)
    table = delimited(look)
    if not is_table(table):
        return plain_lines(look)
    if len(table.columns) == 1 and table.is_spilling:
        # Below the name, no mark says what is a separator and what a comma.
        return plain_lines(look, column=table.columns[0], lines_before=table.lines_before)
    return table


def _is_json_document(look: TextLook) -> bool:
    """One JSON value over all of the file, where JSONL has an object on each line."""
    lines = [line for line in sampled_lines(look.sample.lstrip("\ufeff")) if line.strip()]
    if lines[0].lstrip().startswith("["):
        # A list by its content; what only begins like one is a table, unless the name says JSON.
        return _is_json_name(look.name) or not _is_table(lines)
    if len(lines) == 1 or (not look.is_whole and len(lines) == 2):
        return not bytestreams.bare_name(look.name).endswith((".jsonl", ".ndjson"))
    objects = sum(_is_object(line) for line in lines[:50])
    return objects == 0 or (objects < 2 and not _is_object(lines[0]))


def _is_json_name(name: str) -> bool:
    return bytestreams.bare_name(name).endswith((".json", ".jsonl", ".ndjson"))


def _is_table(lines: list[str]) -> bool:
    """Lines of a table whose first name or text begins with a bracket."""
    return re.match(r"\[\s*([\[{\"\]]|-?\d|null|true|false|$)", lines[0].lstrip()) is None


def _is_object(line: str) -> bool:
    with suppress(ValueError, RecursionError):
        return isinstance(json.loads(line), dict)
    return False
