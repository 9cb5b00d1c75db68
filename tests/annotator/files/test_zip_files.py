"""Zip files and directories of images: class folders, what systems leave behind, and attacks."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from annotator.files import RowProblem, Unusable, open_images
from annotator.files.class_folders import by_folders


def picture(colour: str = "red") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(buffer, "PNG")
    return buffer.getvalue()


def zipped(*entries: str | zipfile.ZipInfo, content: bytes | None = None) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for entry in entries:
            archive.writestr(entry, picture() if content is None else content)
    return buffer


def encrypted(archive: io.BytesIO) -> io.BytesIO:
    """The first entry marked as encrypted."""
    data = bytearray(archive.getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return io.BytesIO(bytes(data))


def labels(*paths: str) -> list[str]:
    return list(by_folders(paths).labels)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a.png", "b.png"], ["", ""]),
        (["cat/a.png", "dog/b.png"], ["cat", "dog"]),
        (["root/cat/a.png", "root/dog/b.png"], ["cat", "dog"]),
        (["root/data/cat/a.png", "root/data/dog/deep/b.png"], ["cat", "dog"]),
        (["images/a.png", "images/b.png"], ["", ""]),
        (["train/cat/a.png", "test/dog/b.png"], ["cat", "dog"]),
        (["x/train/cat/a.png", "x/train/dog/b.png"], ["cat", "dog"]),
        (["x/Train/cat/a.png", "x/val/dog/b.png"], ["cat", "dog"]),
        (["train/a.png", "test/b.png"], ["", ""]),
        (["cat/a.png", "b.png"], ["cat", ""]),
        (["train/cat/a.png", "other/dog/b.png"], ["cat", "dog"]),
        (["train/a.png", "bus/b.png"], ["train", "bus"]),
    ],
)
def test_class_folders_give_labels(paths: list[str], expected: list[str]) -> None:
    assert labels(*paths) == expected


def test_the_split_is_kept_with_the_image() -> None:
    folders = by_folders(["train/cat/a.png", "test/cat/b.png"])
    assert (folders.labels, folders.splits) == (["cat", "cat"], ["train", "test"])


def test_what_systems_leave_behind_is_passed_over_in_silence() -> None:
    images = open_images(
        zipped("cat/a.png", "__MACOSX/cat/._a.png", "cat/.DS_Store", "cat/Thumbs.db", ".git/x.png", "desktop.ini"), "z"
    )
    assert [entry.path for entry in images.entries] == ["cat/a.png"]
    assert images.problems == []


def test_paths_that_lead_out_of_the_archive_are_left_out_and_named() -> None:
    images = open_images(zipped("../../etc/a.png", "/root/b.png", "C:\\c.png", "x/../../d.png", "fine.png"), "z")
    assert [entry.path for entry in images.entries] == ["fine.png"]
    assert [problem.code for problem in images.problems] == ["unsafe_path"] * 4
    assert images.problems[0].file == "../../etc/a.png"


def test_a_link_in_a_zip_is_left_out() -> None:
    link = zipfile.ZipInfo("passwd.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    images = open_images(zipped(link, "fine.png"), "z")
    assert [problem.code for problem in images.problems] == ["link"]


def test_windows_separators_are_folders() -> None:
    assert [entry.label for entry in open_images(zipped("cat\\a.png", "dog\\b.png"), "z").entries] == ["cat", "dog"]


def test_files_of_other_types_are_left_out_and_named() -> None:
    images = open_images(zipped("a.png", "notes.txt", "labels.csv"), "z")
    assert [(problem.file, problem.code) for problem in images.problems] == [
        ("notes.txt", "not_an_image"),
        ("labels.csv", "not_an_image"),
    ]


def test_a_path_that_comes_twice_is_used_once() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        buffer = zipped("a.png", "a.png")
    images = open_images(buffer, "z")
    assert (len(images.entries), [problem.code for problem in images.problems]) == (1, ["duplicate_path"])


def test_an_encrypted_entry_is_named_when_it_is_read() -> None:
    images = open_images(encrypted(zipped("a.png", "b.png")), "z")
    problem = images.read(images.entries[0])
    assert isinstance(problem, RowProblem)
    assert problem.code == "encrypted"
    assert images.read(images.entries[1]) == picture()


def test_a_zip_with_a_password_is_refused_as_a_whole() -> None:
    with pytest.raises(Unusable) as error:
        open_images(encrypted(zipped("a.png")), "z")
    assert error.value.code == "encrypted"


def test_a_damaged_entry_costs_one_image() -> None:
    buffer = zipped("a.png", "b.png")
    data = bytearray(buffer.getvalue())
    data[60] ^= 0xFF
    images = open_images(io.BytesIO(bytes(data)), "z")
    first, second = (images.read(entry) for entry in images.entries)
    assert isinstance(first, RowProblem)
    assert first.code == "corrupt_entry"
    assert second == picture()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"not a zip at all", "not_a_zip"),
        (picture(), "not_a_zip"),
        (zipped("a.png").getvalue()[:-10], "not_a_zip"),
        (zipped().getvalue(), "no_images"),
        (zipped("readme.txt").getvalue(), "no_images"),
    ],
)
def test_a_file_without_images_is_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(Unusable) as error:
        open_images(io.BytesIO(data), "z")
    assert error.value.code == code


@pytest.mark.slow
def test_a_zip_bomb_is_refused_before_anything_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.png", b"\0" * 200_000_000)
    assert len(buffer.getvalue()) < 300_000
    with pytest.raises(Unusable) as error:
        open_images(buffer, "z")
    assert error.value.code == "zip_bomb"


def test_a_zip_that_claims_an_endless_directory_is_refused() -> None:
    data = bytearray(zipped("a.png").getvalue())
    at = data.rindex(b"PK\x05\x06")
    data[at + 12 : at + 16] = (2**32 - 2).to_bytes(4, "little")
    with pytest.raises(Unusable):
        open_images(io.BytesIO(bytes(data)), "z")


def test_a_directory_reads_like_a_zip_and_links_are_not_followed(tmp_path: Path) -> None:
    for name in ("cat/a.png", "dog/b.png", "dog/.hidden.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(picture())
    (tmp_path / "dog" / "link.png").symlink_to("/etc/passwd")
    images = open_images(tmp_path, tmp_path.name)
    assert [(entry.path, entry.label) for entry in images.entries] == [("cat/a.png", "cat"), ("dog/b.png", "dog")]
    assert [problem.code for problem in images.problems] == ["link"]
    assert images.read(images.entries[0]) == picture()
