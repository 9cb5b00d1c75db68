"""Files without columns: a text on each line, alone or after its class."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from annotator.files.containers.json_lines import sampled_lines
from annotator.files.containers.raw_rows import skip_lines
from annotator.files.lines import Lines, numbered
from annotator.files.looks import TextLook
from annotator.files.problems import Remark, RowProblem
from annotator.files.tables import Row, Rows, Table

JUDGED_LINES = 200
LABEL_PREFIX = "__label__"
# fastText takes its labels anywhere in a line; some write a comma between label and text.
_PREFIXED = re.compile(rf"(?:^|(?<=\s)){LABEL_PREFIX}(\S*)\s*(?:,\s+)?")
# As TREC has its questions: CLASS:subclass text.
_CLASSED = re.compile(r"([A-Z]{2,12}):([A-Za-z]{2,12})\s+(.+)")
LEAST_CLASSED = 5
# As the Financial PhraseBank has its sentences: text@class.
_ENDED = re.compile(r"(.+?)[ \t]*@([a-z_]{2,20})", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class LinesTable(Table):
    """One row per line, as `read` makes it of the line."""

    look: TextLook
    read: Callable[[str], Row]

    def rows(self) -> Rows:
        """As `Table.rows`. Lines that are empty are passed over."""
        lines = Lines(self.look.opened())
        skip_lines(lines, self.lines_before)
        for line in numbered(lines, self.name, after=self.lines_before):
            yield line if isinstance(line, RowProblem) else (line[0], self.read(line[1].rstrip("\r\n")))


def plain_lines(look: TextLook, *, column: str = "text", lines_before: int = 0) -> LinesTable:
    """A text on each line, after lines that are none."""
    remark = Remark("plain_lines", "Each line of this file is one text.")
    table = _table(look, "lines", lambda line: {column: line}, remark, columns=(column,))
    return replace(table, lines_before=lines_before, n_lines=table.n_lines - lines_before)


def fasttext(look: TextLook) -> LinesTable:
    """Lines with labels that begin with __label__; a list where a line has several."""
    return _table(look, "fasttext", _of_fasttext, columns=("text", "label"))


def classed_lines(look: TextLook) -> LinesTable:
    """A class and a subclass before each text."""
    detail = "Each line begins with a class and a subclass; the class is the label, both are kept as “subclass”."
    return _table(look, "trec", _of_classed, Remark("classed_lines", detail), columns=("text", "label", "subclass"))


def ended_lines(look: TextLook) -> LinesTable:
    """A class after each text and an @."""
    detail = "Each line ends in @ and its class."
    return _table(look, "phrasebank", _of_ended, Remark("ended_lines", detail), columns=("text", "label"))


def is_ended(look: TextLook) -> bool:
    """All lines end in @class, and classes repeat."""
    found = [_ENDED.fullmatch(line.strip()) for line in _sampled(look)]
    classes = {match.group(2) for match in found if match}
    return len(found) >= LEAST_CLASSED and all(found) and len(classes) * 2 <= len(found)


def is_fasttext(look: TextLook) -> bool:
    """Labels of fastText at the start of lines; some may have none."""
    lines = _sampled(look)
    return sum(line.lstrip().startswith(LABEL_PREFIX) for line in lines) * 3 >= len(lines) > 0


def is_classed(look: TextLook) -> bool:
    """All lines begin with CLASS:subclass, and classes repeat."""
    found = [_CLASSED.fullmatch(line.strip()) for line in _sampled(look)]
    classes = {match.group(1) for match in found if match}
    return len(found) >= LEAST_CLASSED and all(found) and len(classes) * 2 <= len(found)


def _sampled(look: TextLook) -> list[str]:
    lines = [line for line in sampled_lines(look.sample.lstrip("\ufeff")) if line.strip()]
    return lines[:JUDGED_LINES]


def _of_fasttext(line: str) -> Row:
    labels = [label for label in _PREFIXED.findall(line) if label]
    text = _PREFIXED.sub("", line).strip()
    return {"text": text, "label": labels[0] if len(labels) == 1 else labels or None}


def _of_classed(line: str) -> Row:
    match = _CLASSED.fullmatch(line.strip())
    if not match:
        return {"text": line, "label": None, "subclass": None}
    return {"text": match.group(3), "label": match.group(1), "subclass": f"{match.group(1)}:{match.group(2)}"}


def _of_ended(line: str) -> Row:
    match = _ENDED.fullmatch(line.strip())
    return {"text": match.group(1), "label": match.group(2)} if match else {"text": line, "label": None}


def _table(
    look: TextLook, form: str, read: Callable[[str], Row], *remarks: Remark, columns: tuple[str, ...] = ("text",)
) -> LinesTable:
    return LinesTable(
        name=look.name,
        format=form,
        columns=columns,
        n_lines=look.scan.n_lines,
        n_bytes=look.scan.n_bytes,
        remarks=(*look.remarks(), *remarks),
        encoding=look.scan.encoding.removesuffix("-sig"),
        look=look,
        read=read,
    )
