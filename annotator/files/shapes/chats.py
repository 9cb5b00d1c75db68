"""Chats: a list of turns is one text. Where a model was taught a class, its last turn is the label."""

from typing import Any

from annotator.files.cells import is_turns, text_in
from annotator.files.columns import Columns
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.guesses import is_of_classes
from annotator.files.shapes.shape import Row, Sample, Shape

NAMES = ("messages", "conversations", "conversation", "dialogue", "dialog", "turns", "chat", "transcript")
ASSISTANT = {"assistant", "gpt", "model", "bot", "chatgpt", "ai"}
ASKED = {"user", "human", "prompter"}


def chat(sample: Sample) -> Shape | None:
    """Recognised by a column of turns, where no other holds the texts."""
    named = sample.choices.text_column
    column = named or next((name for name in sample.columns if name.casefold() in NAMES and sample.cells(name)), "")
    cells = sample.cells(column)
    if not cells or not all(map(is_turns, cells)) or (not named and sample.cells("text")):
        return None
    key = sample.choices.id_column
    key = key if key is not None else next((name for name in ("id", "conversation_id") if name in sample.columns), "")
    label = sample.choices.label_column or ""
    answers = [answer for cell in cells if (answer := _taught(cell)[1])]
    comes_again = len(set(answers)) < len(answers)
    is_taught = not label and sample.wants_labels and comes_again and is_of_classes(answers)

    def read(row: Row) -> Draft:
        draft = Draft("", text_in(row.get(key)), metadata=rest_of(row, column, key, label))
        turns: Any = row.get(column)
        if is_taught and is_turns(turns):
            draft.text, answer = _taught(turns)
            draft.set_label(answer)
        else:
            draft.text = text_in(turns)
            draft.set_label(row.get(label) if label else None)
        return draft

    return Shape("chat", read, Columns(column, label, key))


def _role(turn: dict[str, Any]) -> str:
    return text_in(turn.get("role") or turn.get("from")).casefold()


def _taught(turns: list[dict[str, Any]]) -> tuple[str, str]:
    """What was asked, and the class that was taught: one question and one answer, after whatever the system says."""
    said = [turn for turn in turns if _role(turn) != "system"]
    if [_role(turn) in ASKED for turn in said] == [True, False] and _role(said[1]) in ASSISTANT:
        return _words(said[0]), _words(said[1])
    return text_in(turns), ""


def _words(turn: dict[str, Any]) -> str:
    return text_in(turn.get("content") or turn.get("value"))
