"""Files of text that mark words or places, not whole items: known by how they look, and refused in a sentence."""

import re
from collections.abc import Sequence

from annotator.files.label_config import classes_in
from annotator.files.problems import Unusable

LOOKED_AT = 200
# The tag of a word, at the end of its line: outside, or the begin, inside, end or all of something.
_TAG = re.compile(r"(?:^|[\t ,;|\"])(?:O|[BIESLUM]-[^\s,;|]+)\"?$")
_INSIDE = re.compile(r"(?:^|[\t ,;|\"])[BIESLUM]-[^\s,;|]+\"?$")
_CONLL_U = re.compile(r"\d+(?:[-.]\d+)?(?:\t[^\t]*){9}$")
_BRAT = re.compile(r"(?:T\d+\t\S+ \d+ \d+(?:;\d+ \d+)*\t|[REAMN]\d+\t|\*\t|#\d+\t)")
_YOLO = re.compile(r"\d+(?: [01]?\.\d+){4,}$")
_YAML = re.compile(r"(?:---\s*|(?:version|nlu|intents|stories|rules):.*)$")
_XML = re.compile(r"(?:<\?xml|<!DOCTYPE|<(?:annotations?|View|TEI|corpus|html)\b)", re.IGNORECASE)


def refuse_marked(sample: str) -> None:
    """Raise Unusable (not_classification, unsupported_type) where the beginning of a file shows that it marks parts."""
    lines = [line for line in sample.lstrip("\ufeff").split("\n", LOOKED_AT)[:LOOKED_AT] if line.strip()]
    lines = [line.rstrip("\r ") for line in lines]
    if not lines:
        return
    if _XML.match(lines[0]):
        raise _xml(sample)
    if _YAML.match(lines[0]) and sum(bool(re.match(r"\s*(?:- |[\w-]+:)", line)) for line in lines) * 2 > len(lines):
        raise Unusable("unsupported_type", "This is YAML. Texts come as CSV, JSON or JSONL, one item per row.")
    if lines[0].startswith("#FORMAT=WebAnno"):
        raise _refusal("tagged spans (WebAnno TSV, as INCEpTION writes it)")
    if _are(_CONLL_U, [line for line in lines if not line.startswith("#")]):
        raise _refusal("tagged tokens (CoNLL-U), one word per line")
    if _are(_BRAT, lines):
        raise _refusal("marked spans (brat), without the texts")
    if _are(_YOLO, lines):
        raise _refusal("boxes on images (YOLO)")
    words = [line for line in lines if not line.startswith(("#", "-DOCSTART-"))]
    if _are(_TAG, words) and any(_INSIDE.search(line) for line in words):
        raise _refusal("tagged tokens (CoNLL), one word per line")


def _are(pattern: re.Pattern[str], lines: Sequence[str]) -> bool:
    """Do nearly all lines look so? The first may be names of columns, the last may be cut off."""
    fit = sum(bool(pattern.search(line)) for line in lines)
    return fit > 0 and fit >= min(len(lines) - 2, 0.95 * len(lines)) and fit > len(lines) / 2


def _refusal(what: str) -> Unusable:
    detail = (
        f"This file holds {what}. Here whole items are labelled, one class for each. "
        "Write one text per row (CSV or JSONL), with its class in a column “label”."
    )
    return Unusable("not_classification", detail)


def _xml(sample: str) -> Unusable:
    if classes := classes_in(sample):
        names = ", ".join(label.name for label in classes[:20])
        detail = (
            f"This is the labelling interface of a Label Studio project, with the classes {names}. "
            "Enter them as labels of this project, or create it with --label-config. "
            "Then import the tasks (Export, JSON)."
        )
        return Unusable("unsupported_type", detail)
    return Unusable("unsupported_type", "This is XML. Texts come as CSV, JSON or JSONL, one item per row.")
