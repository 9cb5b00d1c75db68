"""Files as people have them: read row by row, without Django. One broken row never stops the others."""

from annotator.files.archives import FolderImages, ImageEntry, ImageFiles, ZipImages
from annotator.files.images import BadImage, Picture, decode_stored, read_picture, size_in_memory, thumbnail
from annotator.files.problems import Remark, RowProblem, Unusable
from annotator.files.tables import Table, open_table
from annotator.files.texts import Columns, TextRow, choose_columns, text_rows

__all__ = [
    "BadImage",
    "Columns",
    "FolderImages",
    "ImageEntry",
    "ImageFiles",
    "Picture",
    "Remark",
    "RowProblem",
    "Table",
    "TextRow",
    "Unusable",
    "ZipImages",
    "choose_columns",
    "decode_stored",
    "open_table",
    "read_picture",
    "size_in_memory",
    "text_rows",
    "thumbnail",
]
