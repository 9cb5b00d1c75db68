"""Files as people have them: read row by row, without Django. One broken row never stops the others."""

from annotator.files.archives.far import BucketMembers, Far, FarMembers
from annotator.files.archives.sorting import are_images
from annotator.files.cells import clean
from annotator.files.choices import Choices
from annotator.files.columns import Columns, choose_columns
from annotator.files.containers.folder_zips import folder_as_zip
from annotator.files.containers.recognise import FORMATS, open_table
from annotator.files.image_files import ImageEntry, ImageFiles, open_images
from annotator.files.label_config import ConfigLabel, classes_in
from annotator.files.opening import TextFile, open_texts
from annotator.files.pictures.decoding import (
    BadImage,
    Picture,
    decode_stored,
    read_picture,
    size_in_memory,
    thumbnail,
)
from annotator.files.problems import Remark, RowProblem, Unusable
from annotator.files.records import Answer, LabelsAre, Record, Suggestion
from annotator.files.shapes import FORMATS as SHAPE_FORMATS
from annotator.files.tables import Table
from annotator.files.texts import text_rows

# What `Choices.format` may say: a container of rows, or the tool that wrote them.
FORMATS_IN = (*FORMATS, *SHAPE_FORMATS)

__all__ = [
    "FORMATS_IN",
    "Answer",
    "BadImage",
    "BucketMembers",
    "Choices",
    "Columns",
    "ConfigLabel",
    "Far",
    "FarMembers",
    "ImageEntry",
    "ImageFiles",
    "LabelsAre",
    "Picture",
    "Record",
    "Remark",
    "RowProblem",
    "Suggestion",
    "Table",
    "TextFile",
    "Unusable",
    "are_images",
    "choose_columns",
    "classes_in",
    "clean",
    "decode_stored",
    "folder_as_zip",
    "open_images",
    "open_table",
    "open_texts",
    "read_picture",
    "size_in_memory",
    "text_rows",
    "thumbnail",
]
