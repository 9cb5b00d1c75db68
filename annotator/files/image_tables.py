"""A table that comes instead of images: what is missing, and the way out."""

from itertools import islice
from typing import BinaryIO

from annotator.files.beside.matching import is_web_address
from annotator.files.containers.recognise import open_table
from annotator.files.paths import suffix_of
from annotator.files.pictures.decoding import EXTENSIONS
from annotator.files.problems import RowProblem, Unusable

SAMPLED_ROWS = 50


def refuse_table(file: BinaryIO, name: str) -> None:
    """Raises Unusable where this file is a table or JSON that names images by web address or by file."""
    try:
        table = open_table(file, name)
        rows = [row[1] for row in islice(table.rows(), SAMPLED_ROWS) if not isinstance(row, RowProblem)]
    except Unusable:
        return
    cells = [cell for row in rows for cell in _texts(row)]
    if address := next((cell for cell in cells if is_web_address(cell)), ""):
        detail = (
            f"This table names images by their web address (URL), such as {address[:120]}. Nothing is downloaded from "
            "there. Download the images into a folder, and zip it together with this table."
        )
        raise Unusable("images_by_url", detail)
    if sum(column.casefold().startswith("pixel") for column in table.columns) > 1:
        detail = "This table holds images as numbers. Write them out as PNG files, one folder for each class."
        raise Unusable("images_as_numbers", detail)
    if path := next((cell for cell in cells if suffix_of(cell) in EXTENSIONS), ""):
        detail = f"This table names images, such as {path[:120]}, and does not hold them. Zip it together with them."
        raise Unusable("images_missing", detail)


def _texts(value: object) -> list[str]:
    """All texts in a cell, however deep."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]
