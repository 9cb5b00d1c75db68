"""Names of classes that other files know by number or by code: synsets.txt, classes.txt, data.yaml, label maps."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

MOST_CLASSES = 100_000
MOST_CHARS = 200
_NAMES_A_FILE = re.compile(
    r"class|label|synset|categor|name|wnid|words|mapping|map|idx|meta|data.*\.ya?ml|config|info", re.I
)
_CODE = r"n\d{8}|/m/\w+|\d+"
_KEY_FIRST = re.compile(rf"[\"']?({_CODE})[\"']?\s*[\t ,;:=]\s*(\S.*)")
_KEY_LAST = re.compile(r"(\S.*?)\s*[\t ,;:=]\s*(\d+)")

ClassNames = dict[str, str]


def may_hold_names(path: str) -> bool:
    return _NAMES_A_FILE.search(path.rsplit("/", 1)[-1]) is not None


def names_in_text(text: str) -> ClassNames:
    """One class a line, alone (then counted from 0), behind its number or code, or before it; empty: none of these."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not lines or len(lines) > MOST_CLASSES or any(len(line) > MOST_CHARS * 10 or "\0" in line for line in lines):
        return {}
    for pattern, key, name in ((_KEY_FIRST, 1, 2), (_KEY_LAST, 2, 1)):
        # The first line may be a header.
        for rows in (lines, lines[1:]):
            matches = [pattern.fullmatch(line) for line in rows]
            pairs = {match[key]: _first_word(match[name]) for match in matches if match}
            if rows and len(pairs) == len(rows):
                return pairs
    return _counted(lines) if all(len(line) <= MOST_CHARS for line in lines) else {}


def names_in_yaml(text: str) -> ClassNames:
    """The list or map under `names`, as data.yaml of YOLO and the cards of data sets have it."""
    found = re.search(r"^([ \t-]*)names:[ \t]*(.*)$", text, re.M)
    if not found:
        return {}
    if found[2].startswith("["):
        inside = text[found.start(2) + 1 :].partition("]")[0]
        return _counted([_unquoted(part) for part in inside.split(",") if part.strip()])
    lines = []
    for line in text[found.end() :].splitlines()[: MOST_CLASSES + 1]:
        if not line.strip():
            continue
        entry = re.fullmatch(r"\s*(?:-\s+(.+)|[\"']?(\d+)[\"']?\s*:\s*(.+))", line)
        if not entry:
            break
        lines.append((entry[2], _unquoted(entry[1] or entry[3])))
    return {number or str(at): name for at, (number, name) in enumerate(lines)}


def names_in_json(value: Any) -> ClassNames:
    """A list, a map either way, or one of these somewhere under names, classes, labels or id2label."""
    if isinstance(value, list):
        return _counted(value) if value and all(isinstance(name, str) for name in value) else {}
    if not isinstance(value, dict) or not value or len(value) > MOST_CLASSES:
        return {}
    if all(isinstance(name, str) for name in value.values()) and all(re.fullmatch(_CODE, key) for key in value):
        return {key: _first_word(name) for key, name in value.items()}
    if all(type(number) is int for number in value.values()) and len(set(value.values())) == len(value):
        return {str(number): key for key, number in value.items()}
    if all(isinstance(pair, list) and len(pair) == 2 for pair in value.values()):
        return {key: str(pair[1]) for number, pair in value.items() for key in (number, str(pair[0]))}
    wanted = [value[key] for key in ("names", "classes", "labels", "id2label", "class_names") if key in value]
    inner = [part for part in value.values() if isinstance(part, dict) and len(value) <= 100]
    return next((names for part in [*wanted, *inner] if (names := names_in_json(part))), {})


def renamed(labels: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """Label -> name where all labels are known by it; empty where one is not. Numbers may count from 1."""
    wanted = set(labels) - {""}
    if (
        not wanted
        or not names
        or (len(set(names.values())) < len(names) and len({names.get(key) for key in wanted}) < len(wanted))
    ):
        return {}
    if wanted <= names.keys():
        return {label: names[label] for label in wanted}
    bare = {label: label.lstrip("0") or "0" for label in wanted}
    if all(label.isdecimal() for label in wanted):
        if set(bare.values()) <= names.keys():
            return {label: names[bare[label]] for label in wanted}
        before = {label: str(int(label) - 1) for label in wanted}
        if set(before.values()) <= names.keys():
            return {label: names[before[label]] for label in wanted}
    return {}


def _counted(names: Iterable[str]) -> ClassNames:
    return {str(number): name.strip() for number, name in enumerate(names)}


def _first_word(name: str) -> str:
    """Of synonyms, as WordNet lists them, the first one."""
    return _unquoted(name.split(", ")[0])


def _unquoted(name: str) -> str:
    return name.strip().strip("\"'")
