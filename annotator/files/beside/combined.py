"""What several files say of each image, as one: which of them gives the labels, and what does not fit together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.files.beside.class_names import ClassNames, renamed
from annotator.files.beside.matching import Images
from annotator.files.beside.said import Listing, Said
from annotator.files.class_folders import is_split
from annotator.files.problems import Remark, RowProblem

# So many rows of one file are listed with what is wrong with them; the rest are counted.
MOST_PROBLEMS = 1_000


@dataclass
class OfImage:
    """All that is said of one image. several: the labels, where there is more than one and so none is taken."""

    labels: tuple[str, ...] = ()
    split: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    has_boxes: bool = False


@dataclass
class Combined:
    """By path. has_labels: some file gives labels, so that folders need not."""

    of_image: dict[str, OfImage] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    has_labels: bool = False
    sources: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)


@dataclass
class _Told:
    """One file's rows, by image."""

    listing: Listing
    by_image: dict[str, list[Said]] = field(default_factory=dict)
    missing: list[Said] = field(default_factory=list)
    unclear: list[Said] = field(default_factory=list)

    @property
    def n_labelled(self) -> int:
        return sum(any(row.is_labelled for row in rows) for rows in self.by_image.values())


def combined(
    listings: Sequence[Listing], names: Sequence[tuple[str, ClassNames]], images: Images, paths: Sequence[str]
) -> Combined:
    """Of each image, the file that labels most images decides; what others say otherwise is told."""
    result = Combined()
    told = [_told(listing, images) for listing in listings]
    for one in told:
        result.remarks += one.listing.remarks
        _rename(one, names)
        _report_rows(one, result)
    for one in sorted(told, key=lambda one: -one.n_labelled):
        _add(one, result)
    _report_images(result, paths)
    return result


def _told(listing: Listing, images: Images) -> _Told:
    told = _Told(listing)
    for said in listing.rows:
        # What lies beside its image has found it already.
        found = images.find(said.name, near=listing.file) if listing.file else said.name
        if found is None:
            told.missing.append(said)
        elif found is False:
            told.unclear.append(said)
        else:
            told.by_image.setdefault(found, []).append(said)
    return told


def _rename(told: _Told, names: Sequence[tuple[str, ClassNames]]) -> None:
    labels = {label for rows in told.by_image.values() for row in rows for label in row.labels}
    folder = told.listing.file.rpartition("/")[0]
    near_first = sorted(names, key=lambda pair: pair[0].rpartition("/")[0] != folder)
    new = next((new for _, known in near_first if (new := renamed(labels, known))), None)
    if new:
        for rows in told.by_image.values():
            rows[:] = [row._replace(labels=tuple(new[label] for label in row.labels)) for row in rows]


def _add(told: _Told, result: Combined) -> None:
    split = told.listing.file.rpartition("/")[2].partition(".")[0]
    n_other, example = 0, ""
    for path, rows in told.by_image.items():
        of_image = result.of_image.setdefault(path, OfImage())
        labels = tuple(dict.fromkeys(label for row in rows for label in row.labels))
        if of_image.labels and labels and labels != of_image.labels:
            n_other += 1
            example = example or f"{path} is {_one_of(of_image.labels)} there and {_one_of(labels)} here"
        of_image.labels = of_image.labels or labels
        of_image.has_boxes |= any(row.has_boxes for row in rows)
        of_image.said += rows
        for row in rows:
            result.problems += [RowProblem(path[:500], row.line, *note, rejected=False) for note in row.notes]
            of_image.metadata = {**row.metadata, **of_image.metadata}
            of_image.split = of_image.split or row.split
        of_image.split = of_image.split or (split if is_split(split) else "")
    if told.n_labelled:
        result.has_labels = True
        result.sources.append(told.listing.file or "the files beside the images")
    if n_other:
        words = "1 image" if n_other == 1 else f"{n_other:,} images"
        detail = f"{told.listing.file} labels {words} otherwise than {result.sources[0]}, which is taken: {example}."
        result.remarks.append(Remark("labels_differ", detail))


def _one_of(labels: Sequence[str]) -> str:
    return " and ".join(f"“{label}”" for label in labels)


def _report_rows(told: _Told, result: Combined) -> None:
    file = told.listing.file
    for rows, code, end, words in (
        (told.missing, "no_such_image", "is not in the archive. Add it, or mend its name.", "that are not here"),
        (told.unclear, "unclear_image", "may be several images. Write its path.", "of which there are several"),
    ):
        if not rows:
            continue
        result.problems += [
            RowProblem(file, row.line, code, f"“{row.name[:200]}” {end}") for row in rows[:MOST_PROBLEMS]
        ]
        number = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
        detail = (
            f"{number} of {file} {'names an image' if len(rows) == 1 else 'name images'} {words}: {rows[0].name[:200]}."
        )
        result.remarks.append(Remark(code, detail))


def _report_images(result: Combined, paths: Sequence[str]) -> None:
    of_image = result.of_image
    if result.has_labels:
        result.unnamed = [path for path in paths if path not in of_image]
    several = [path for path in paths if path in of_image and len(of_image[path].labels) > 1]
    result.problems += [_several(path, of_image[path].labels) for path in several]
    if several:
        words = "1 image has" if len(several) == 1 else f"{len(several):,} images have"
        labels = _one_of(of_image[several[0]].labels)
        detail = f"{words} several labels, such as {several[0]}: {labels}. An item has one; they come in without any."
        result.remarks.append(Remark("several_labels", detail))
    boxed = [path for path in paths if path in of_image and of_image[path].has_boxes]
    if boxed:
        words = "1 image" if len(boxed) == 1 else f"{len(boxed):,} images"
        detail = f"Boxes or outlines on {words} are left out: here an image has one label as a whole."
        result.remarks.append(Remark("boxes_left_out", detail))


def _several(path: str, labels: Sequence[str]) -> RowProblem:
    detail = f"This image has several labels: {_one_of(labels[:10])}. It comes in without any; choose one."
    return RowProblem(path[:500], None, "several_labels", detail, rejected=False)


def label_names(names: Sequence[tuple[str, ClassNames]], labels: Sequence[str]) -> Mapping[str, str]:
    """Folders that are numbers or codes -> the names that a file gives them; empty: none does."""
    return next((new for _, known in names if (new := renamed(labels, known))), {})


def unnamed_remark(result: Combined, without: Sequence[str]) -> Iterator[Remark]:
    """without: images that no file names and that have no label."""
    if without:
        words = "1 image is" if len(without) == 1 else f"{len(without):,} images are"
        end = "it comes" if len(without) == 1 else "they come"
        detail = f"{words} not named in {result.sources[0]}, such as {without[0]}; {end} in without a label."
        yield Remark("images_not_named", detail)
