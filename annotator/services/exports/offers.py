"""What a manager is offered to take home, in words."""

from dataclasses import dataclass

from annotator.models import Kind, Project
from annotator.selectors.results import Results, accuracy_sentence, errors_sentence, results_of
from annotator.services.exports.description import BY_ITEM, FORMAT_TITLES, FORMATS, RECORD_FORMATS, TITLES

NO_MODEL = "There is no model yet. It learns in the first round after enough labels have come."


# Formats that are for items of the other kind.
OTHER_KIND = {Kind.TEXT: ("imagefolder",), Kind.IMAGE: RECORD_FORMATS}


@dataclass(frozen=True)
class FormatOffer:
    """A format and what it is good for."""

    name: str
    title: str


@dataclass(frozen=True)
class Offer:
    """about: what is in it. rows: how many; None where it has none. missing: why it cannot be had
    yet; or empty. by_item: items can be chosen for it."""

    what: str
    title: str
    about: str
    rows: int | None
    missing: str
    by_item: bool
    formats: list[FormatOffer]


def offers_of(project: Project) -> list[Offer]:
    """In the order in which they are shown."""
    results = results_of(project)
    return [_offer(what, results, kind=Kind(project.kind)) for what in FORMATS]


def _offer(what: str, results: Results, *, kind: Kind) -> Offer:
    about, rows, missing = _WORDS[what](results)
    formats = [FormatOffer(name, FORMAT_TITLES[name]) for name in FORMATS[what] if name not in OTHER_KIND[kind]]
    return Offer(what, TITLES[what], about, rows, missing, what in BY_ITEM, formats)


def _items(results: Results) -> tuple[str, int | None, str]:
    tied = f", {results.tied:,} are tied" if results.tied else ""
    told = f"{results.labelled:,} of {results.items:,} have a label{tied}."
    about = f"One row per item: its label, by whom, how sure, and your own columns. {told}"
    return about, results.items, "" if results.items else "There are no items yet."


def _answers(results: Results) -> tuple[str, int | None, str]:
    about = "One row per answer: who gave it and when, why the item was asked, and what was paid for it."
    return about, results.answers, "" if results.answers else "Nobody has answered anything yet."


def _predictions(results: Results) -> tuple[str, int | None, str]:
    about = "What the newest model says of each item that nobody has labelled, with the probability of each label."
    if results.model is None:
        return about, None, NO_MODEL
    if not results.unlabelled:
        return about, 0, "Every item has a label from somebody."
    return f"{about} {errors_sentence(results.model, n_items=results.unlabelled)}", results.unlabelled, ""


def _model(results: Results) -> tuple[str, int | None, str]:
    about = "The newest model, with a script of a few lines that runs it and gives the labels above."
    if results.model is None:
        return about, None, NO_MODEL
    return f"{about} {accuracy_sentence(results.model)}", None, ""


def _labels(results: Results) -> tuple[str, int | None, str]:
    about = "The labels with their keys and colours, and how many items and answers have each."
    return about, results.labels, "" if results.labels else "There are no labels yet."


def _archive(results: Results) -> tuple[str, int | None, str]:
    about = (
        "Everything in one file: settings, labels, items, pictures, names of people, answers, suggestions, rounds,"
        " costs and the model. Another installation makes the project again from it (manage.py import_archive)."
    )
    return about, results.items, ""


_WORDS = {
    "items": _items,
    "answers": _answers,
    "predictions": _predictions,
    "model": _model,
    "labels": _labels,
    "archive": _archive,
}
