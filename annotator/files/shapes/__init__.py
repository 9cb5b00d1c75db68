"""What rows mean, whatever file holds them: one small reader per tool, recognised by columns and the first rows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from annotator.files.choices import Choices
from annotator.files.columns import no_column
from annotator.files.problems import RowProblem, Unusable
from annotator.files.records import Record
from annotator.files.shapes import (
    answer_tables,
    argilla,
    chats,
    clouds,
    doccano,
    label_studio,
    labelbox,
    lighttag,
    multiannotator,
    own,
    potato,
    prodigy,
    spacy,
)
from annotator.files.shapes.drafts import made
from annotator.files.shapes.folding import Drafts, folded
from annotator.files.shapes.shape import Recogniser, Row, Sample, Shape
from annotator.files.shapes.spans import refuse_spans
from annotator.files.tables import Table

__all__ = ["FORMATS", "SHAPES", "Sample", "Shape", "recognised", "shaped_records"]

# The name that `Choices.format` says -> how its rows are recognised. The first that fits is taken.
SHAPES: Mapping[str, tuple[Recogniser, ...]] = {
    "records": (own.records,),
    "label-studio": (label_studio.tasks, label_studio.annotations),
    "argilla": (argilla.nested, argilla.flat, argilla.feedback, argilla.rubrix),
    "prodigy": (prodigy.prodigy,),
    "doccano": (doccano.doccano,),
    "spacy": (spacy.cats,),
    "labelbox": (labelbox.data_rows, labelbox.labels),
    "lighttag": (lighttag.examples,),
    "potato": (potato.instances, potato.table),
    "ground-truth": (clouds.ground_truth,),
    "vertex": (clouds.vertex,),
    "scale": (clouds.scale,),
    "toloka": (answer_tables.toloka,),
    "mechanical-turk": (answer_tables.mechanical_turk,),
    "answers": (answer_tables.answer_table,),
    "multiannotator": (multiannotator.wide,),
    "chat": (chats.chat,),
}
FORMATS = tuple(SHAPES)


def recognised(table: Table, sample: list[Row], choices: Choices) -> Shape | None:
    """The shape of these rows; None where they are a plain table. Raises Unusable where they hold no classes."""
    looked = Sample(table.columns, sample, lambda: _good_rows(table), choices)
    tried = _tried(looked)
    for recognisers in tried.values():
        for recognise in recognisers:
            if shape := recognise(looked):
                return replace(shape, labels_are=choices.labels_are)
    if not tried:
        return None
    refuse_spans(looked)
    if choices.format is not None:
        columns = ", ".join(table.columns[:10])
        detail = f"This file does not look like one of {choices.format}; it has: {columns}. Let the format be guessed."
        raise Unusable("not_this_format", detail)
    return None


def _tried(sample: Sample) -> Mapping[str, tuple[Recogniser, ...]]:
    """None of them where somebody said that this is a plain table."""
    choices = sample.choices
    if not sample.says_who_or_when:
        wanted = [name for name in SHAPES if choices.format in (None, name)]
        return {name: SHAPES[name] for name in wanted}
    for name in (choices.person_column, choices.time_column):
        if name and name not in sample.columns:
            raise no_column(name, sample.columns)
    if choices.format in SHAPES and choices.format != answer_tables.NAME:
        detail = f"Files of {choices.format} say themselves who answered, and when. Leave these columns to be guessed."
        raise Unusable("not_this_format", detail)
    return {answer_tables.NAME: SHAPES[answer_tables.NAME]}


def _good_rows(table: Table) -> Iterator[Row]:
    yield from (row[1] for row in table.rows() if not isinstance(row, RowProblem))


def shaped_records(table: Table, shape: Shape) -> Iterator[Record | RowProblem]:
    """Every item of the table, as its shape reads it, or why a row is none."""
    drafts = _drafts(table, shape)
    for row in folded(drafts) if shape.folds else drafts:
        if not isinstance(row, RowProblem):
            row[1].take_answers_as(shape.labels_are)
        yield row if isinstance(row, RowProblem) else made(table.name, *row)


def _drafts(table: Table, shape: Shape) -> Drafts:
    for row in table.rows():
        yield row if isinstance(row, RowProblem) else (row[0], shape.read(row[1]))
