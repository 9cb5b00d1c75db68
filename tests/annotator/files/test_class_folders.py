"""Which folder is the class: guessed by all paths, said where it is a guess, and chosen by whoever knows."""

import pytest

from annotator.files import Unusable
from annotator.files.class_folders import by_folders


def guessed(paths: list[str]) -> dict[str, str]:
    return dict(zip(paths, by_folders(paths).labels, strict=True))


LEVELS = {
    "a stray file does not object to splits": {"train/cat/1.png": "cat", "val/dog/2.png": "dog", "x.png": ""},
    "a folder for predictions is beside splits": {
        "training_set/cat/1.png": "cat",
        "test_set/dog/2.png": "dog",
        "pred/3.png": "",
    },
    "splits with years": {"train2017/cat/1.png": "cat", "val2017/dog/2.png": "dog"},
    "splits twice": {"seg_train/seg_train/sea/1.png": "sea", "seg_test/seg_test/ice/2.png": "ice"},
    "class before split": {"cat/train/1.png": "cat", "dog/train/2.png": "dog", "dog/test/3.png": "dog"},
    "one class in all splits": {"train/cat/1.png": "cat", "test/cat/2.png": "cat"},
    "images within splits are no class": {"train/images/1.png": "", "val/images/2.png": ""},
    "a train may be a class": {"train/1.png": "train", "bus/2.png": "bus", "car/3.png": "car"},
    "dates": {"2024-01-05/1.png": "", "2024-01-06/2.png": ""},
    "dates without dashes": {"20240105/1.png": "", "20240106/2.png": ""},
    "years": {"2019/1.png": "", "2020/2.png": ""},
    "dates above classes": {"2024-01-05/cat/1.png": "cat", "2024-01-06/dog/2.png": "dog"},
    "german dates": {"05.01.2024/1.png": "", "06.01.2024/2.png": ""},
    "parts": {"batch_1/1.png": "", "batch_2/2.png": ""},
    "cameras": {"100CANON/1.png": "", "101CANON/2.png": ""},
    "kinds of files": {"images/1.png": "", "masks/1.png": ""},
    "digits are classes": {"0/1.png": "0", "1/2.png": "1", "9/3.png": "9"},
    "codes are classes": {"n01440764/1.png": "n01440764", "n02123045/2.png": "n02123045"},
    "people above classes": {f"{person}/{kind}/{n}.png": kind for n, person in enumerate("abcdef") for kind in "01"},
    "classes above kinds": {f"{kind}/{sex}/1.png": kind for kind in ("cat", "dog") for sex in ("male", "female")},
    "spaces around": {" cat /1.png": "cat", "dog/2.png": "dog"},
}


@pytest.mark.parametrize("expected", LEVELS.values(), ids=LEVELS.keys())
def test_the_level_of_the_class_is_guessed(expected: dict[str, str]) -> None:
    assert guessed(list(expected)) == expected


@pytest.mark.parametrize(
    "name", ["unlabeled", "Unlabelled", "not_labelled", "no label", "unsorted", "un-annotated", "to_label"]
)
def test_a_folder_for_what_has_no_label_is_no_class_and_said(name: str) -> None:
    folders = by_folders(["cat/1.png", "dog/2.png", f"{name}/3.png"])
    assert folders.labels == ["cat", "dog", ""]
    assert [remark.code for remark in folders.remarks] == ["unlabelled_folder"]


@pytest.mark.parametrize("name", ["unknown", "other", "background", "negative", "none"])
def test_what_may_be_a_class_stays_one(name: str) -> None:
    assert by_folders(["cat/1.png", f"{name}/2.png"]).labels == ["cat", name]


def test_folders_that_are_taken_for_no_classes_are_said_with_the_way_out_which_works() -> None:
    paths = ["2024-01-05/1.png", "2024-01-06/2.png"]
    (remark,) = by_folders(paths).remarks
    assert "“folder 1”" in remark.detail
    assert by_folders(paths, "folder 1").labels == ["2024-01-05", "2024-01-06"]


def test_any_level_can_be_chosen_and_none() -> None:
    paths = ["a/x/1.png", "b/y/2.png"]
    assert by_folders(paths, "folder 2").labels == ["x", "y"]
    assert by_folders(paths, "").labels == ["", ""]
    with pytest.raises(Unusable, match="2 levels"):
        by_folders(paths, "folder 3")


def test_a_split_below_the_class_is_kept() -> None:
    assert by_folders(["cat/train/1.png", "dog/test/2.png"]).splits == ["train", "test"]
