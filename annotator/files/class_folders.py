"""Which folder of an image is its class, and which its split: guessed from all paths, or said."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.files.problems import Remark, Unusable

_SPLITS = frozenset(
    {"train", "training", "trainval", "test", "testing", "val", "valid", "validation", "dev", "eval", "holdout"}
)
# With another split beside them only.
_LESS_SURE = frozenset({"pred", "predict", "prediction", "predictions", "inference", "extra", "submission"})
_ROUND_A_SPLIT = frozenset({"set", "sets", "data", "dataset", "images", "image", "imgs", "img", "split", "seg", "of"})
_CONTAINERS = frozenset(
    {"images", "image", "imgs", "img", "data", "dataset", "datasets", "jpg", "jpeg", "jpegs", "png", "pngs", "photos"}
    | {"pictures", "pics", "files", "jpegimages", "raw", "dcim", "media", "upload", "uploads", "frames", "default"}
    | {"masks", "mask", "annotations", "labels", "segmentations", "thumbnails", "segmentationclass"}
    | {"segmentationobject", "ground_truth", "groundtruth"}
)
_UNLABELLED = re.compile(
    r"(un[ _-]?|not[ _-]?|non[ _-]?)(label+ed|annotated|classified|sorted|categori[sz]ed|tagged)|no[ _-]?(label|class)"
    r"|to[ _-]?(label|annotate|sort|do)|unsup|ohne[ _-]?label",
    re.I,
)
_DATE = re.compile(r"(19|20)\d\d([-_. ]?(0[1-9]|1[0-2])([-_. ]?(0[1-9]|[12]\d|3[01]))?)?([-_ T]\d{2,6})?")
_DATE_AFTER = re.compile(r"(0?[1-9]|[12]\d|3[01])[-_.](0?[1-9]|1[0-2])[-_.](19|20)\d\d")
_PIECE = re.compile(r"(batch|part|chunk|shard|page|scan|roll|session|upload|dcim|\d{3}[a-z]{5}$)[-_ ]?\d*", re.I)
_SHARD = re.compile(r".*[-_.]\d{5,}(-of-\d+)?")
# From so many first folders on that hold the same few second ones, the second are the classes.
SIMILAR_FROM = 4
LEVEL = "folder {}"


@dataclass(frozen=True)
class Folders:
    """What folders say, one entry for each path. level: which is the class, from 1; 0: none; levels: all there are."""

    labels: Sequence[str]
    splits: Sequence[str]
    level: int
    levels: Sequence[int]
    remarks: list[Remark] = field(default_factory=list)


def level_of(column: str | None, levels: Sequence[int]) -> int | None:
    """The level that is called so; 0: none is wanted; None: it is to be guessed, or this is no folder."""
    if column == "":
        return 0
    return next((level for level in levels if LEVEL.format(level) == column), None)


def by_folders(paths: Sequence[str], column: str | None = None) -> Folders:
    """Labels and splits by folders.

    1. A level at which all folders are splits (train, test, …) is the split; files outside of folders do not object.
    2. Folders that all files share, and such as images, data, dates, batches, say nothing and are passed over.
    3. The first level that remains is the class; deeper folders belong to it. Folders for what is unlabelled are none.

    column: what somebody chose, as `LEVEL`; empty: folders are no classes. Raises Unusable (no_column).
    """
    folders = [path.split("/")[:-1] for path in paths]
    deepest = max(map(len, folders), default=0)
    levels = range(1, deepest + 1)
    named = [[folder[level - 1] if len(folder) >= level else "" for folder in folders] for level in levels]
    split_level = next((level for level in levels if _are_splits(named[level - 1], folders, level)), 0)
    splits = named[split_level - 1] if split_level else [""] * len(paths)
    remarks: list[Remark] = []
    level = level_of(column, levels)
    if level is None:
        if column and column.startswith(LEVEL.format("").strip()):
            raise Unusable("no_column", f"There is no “{column}” here. Folders go down to {deepest} levels.")
        level = _class_level(named, split_level=split_level, remarks=remarks)
    labels = _labels(named[level - 1], remarks) if level else [""] * len(paths)
    return Folders(labels, splits, level, list(levels), remarks)


def is_split(name: str) -> bool:
    return _split_words(name, _SPLITS)


def _split_words(name: str, wanted: frozenset[str]) -> bool:
    words = [word for word in re.split(r"[^a-z]+", re.sub(r"([a-z])(?=[A-Z][a-z])", r"\1 ", name).casefold()) if word]
    return sum(word in wanted for word in words) == 1 and all(word in wanted | _ROUND_A_SPLIT for word in words)


def _are_splits(names: Sequence[str], folders: Sequence[list[str]], level: int) -> bool:
    counted = Counter(names)
    counted.pop("", None)
    splits = {name for name in counted if is_split(name)}
    others = {name for name in counted if name not in splits and not _split_words(name, _LESS_SURE)}
    if not splits:
        return False
    if not others or len(splits) > 1:
        return True
    # One split among others is one only if classes lie in it: “train” may be a class.
    return any(name in splits and len(folder) > level for name, folder in zip(names, folders, strict=True))


def _class_level(named: Sequence[Sequence[str]], *, split_level: int, remarks: list[Remark]) -> int:
    """The first level with something to say; 0: there is none."""
    for level, names in enumerate(named, start=1):
        kinds = {name for name in names if name}
        is_below_splits = 0 < split_level < level
        is_split_too = is_below_splits and all(map(is_split, kinds))
        if level == split_level or is_split_too or _is_shared(names, kinds, is_below_splits=is_below_splits):
            continue
        if words := _no_classes(kinds):
            remarks.append(_no_class(kinds, words, level))
            continue
        if level < len(named) and level + 1 != split_level and _next_is_class(names, named[level], len(kinds)):
            detail = f"The same folders lie in many others, so {LEVEL.format(level + 1)} is taken as the class."
            remarks.append(Remark("folder_level", f"{detail} Another level can be chosen."))
            return level + 1
        return level
    return 0


def _is_shared(names: Sequence[str], kinds: set[str], *, is_below_splits: bool) -> bool:
    """Do all files lie in one folder of this level, or none in any? Below splits even one folder is a class."""
    if len(kinds) != 1:
        return not kinds
    return not _might_be_class(next(iter(kinds))) or (all(names) and not is_below_splits)


def _might_be_class(name: str) -> bool:
    return name.casefold() not in _CONTAINERS and not is_split(name) and not _SHARD.fullmatch(name)


def _no_classes(kinds: set[str]) -> str:
    """What these folders are, if they are no classes."""
    if all(_DATE.fullmatch(kind) or _DATE_AFTER.fullmatch(kind) for kind in kinds):
        return "dates"
    if all(_PIECE.fullmatch(kind) for kind in kinds) or (len(kinds) > 1 and all(map(_SHARD.fullmatch, kinds))):
        return "parts of one collection"
    if all(kind.casefold() in _CONTAINERS for kind in kinds):
        return "kinds of files"
    return ""


def _no_class(kinds: set[str], words: str, level: int) -> Remark:
    shown = ", ".join(sorted(kinds)[:3]) + (" …" if len(kinds) > 3 else "")
    detail = f"Folders such as {shown} are taken for {words}, not for classes. If they are classes, choose"
    return Remark("folders_no_classes", f"{detail} “{LEVEL.format(level)}” as the label.")


def _next_is_class(names: Sequence[str], below: Sequence[str], n_kinds: int) -> bool:
    pairs = {(name, kind) for name, kind in zip(names, below, strict=True) if name and kind}
    kinds = {kind for _, kind in pairs}
    is_small = 1 < len(kinds) < n_kinds or (len(kinds) > 1 and len(pairs) == n_kinds * len(kinds))
    return (
        n_kinds >= SIMILAR_FROM
        and is_small
        and all(map(_might_be_class, kinds))
        and 2 * len(pairs) > n_kinds * len(kinds)
    )


def _labels(names: Sequence[str], remarks: list[Remark]) -> list[str]:
    labels = [name.strip() for name in names]
    if not all(name.casefold() in _CONTAINERS for name in labels):
        labels = ["" if name.casefold() in _CONTAINERS else name for name in labels]
    unlabelled = {name for name in labels if _UNLABELLED.fullmatch(name)}
    if not unlabelled or not any(name and name not in unlabelled for name in labels):
        return labels
    n_files = sum(name in unlabelled for name in labels)
    words = "1 image" if n_files == 1 else f"{n_files:,} images"
    detail = (
        f"{words} in “{sorted(unlabelled)[0]}” come in without a label, to be labelled. If it is a class, rename it."
    )
    remarks.append(Remark("unlabelled_folder", detail))
    return ["" if name in unlabelled else name for name in labels]
