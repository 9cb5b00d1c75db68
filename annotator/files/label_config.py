"""The labelling interface of Label Studio, as XML: which classes it offers, with their keys."""

from typing import NamedTuple
from xml.etree import ElementTree

MAX_CONFIG_CHARS = 200_000


class ConfigLabel(NamedTuple):
    """A class. key: its hotkey; empty: it has none of its own."""

    name: str
    key: str = ""


def classes_in(config: str) -> list[ConfigLabel]:
    """The classes of the first question that asks for one of a list; none where the text is no such interface."""
    # No document type: entities could be made to grow without end.
    if len(config) > MAX_CONFIG_CHARS or "<!" in config.replace("<!--", ""):
        return []
    try:
        root = ElementTree.fromstring(config)  # noqa: S314  # without document types nothing is expanded or fetched
    except ElementTree.ParseError:
        return []
    question = next((element for element in root.iter("Choices") if element.get("perRegion") != "true"), None)
    choices = question.iter("Choice") if question is not None else ()
    labels = (ConfigLabel((c.get("alias") or c.get("value") or "").strip(), c.get("hotkey") or "") for c in choices)
    return [label for label in dict.fromkeys(labels) if label.name]
