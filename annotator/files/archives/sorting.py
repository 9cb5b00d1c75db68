"""What the files of an archive are, by their ending, or, where that says nothing, by their content."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.files.archives.members import Members, problem
from annotator.files.beside.reading import SUFFIXES, is_for_people
from annotator.files.paths import suffix_of
from annotator.files.pictures.decoding import EXTENSIONS
from annotator.files.pictures.strangers import is_image, known_refusal
from annotator.files.problems import RowProblem


@dataclass
class SortedOut:
    """Files by what they are: images, what lies beside them, and what is left out."""

    images: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def are_images(paths: Iterable[str]) -> bool:
    """Is one of these files an image by its ending?"""
    return any(suffix_of(path) in EXTENSIONS for path in paths)


def sort_out(members: Members) -> SortedOut:
    """By their ending, or, where that says nothing, by their content."""
    found = SortedOut(problems=list(members.problems))
    for path in members.sizes:
        suffix = suffix_of(path)
        if suffix in EXTENSIONS:
            found.images.append(path)
        elif is_for_people(path):
            continue
        elif suffix in SUFFIXES or (not suffix and members.head(path).lstrip().startswith(b"<annotation")):
            found.beside.append(path)
        elif is_image(head := members.head(path)):
            found.images.append(path)
        else:
            detail = known_refusal(head) or _of_unknown_type(suffix)
            found.problems.append(problem(path, "not_an_image", detail))
    return found


def _of_unknown_type(suffix: str) -> str:
    what = f"Files of type {suffix[:20]} are" if suffix else "This file is"
    return f"{what} no image that can be read; it is left out."
