"""Which label an image gets where tables, folders and small files beside it say different things, or nothing."""

import pytest

from annotator.files import Unusable
from annotator.files.choices import Choices
from tests.annotator.files.pictures import CATS_AND_DOGS, FOUR, Files, as_json, codes, labels, opened, with_file


def test_equal_names_in_two_folders_are_told_apart_by_the_table_that_lies_nearer() -> None:
    files: Files = {
        "train/1.png": 1,
        "train/2.png": 2,
        "train/metadata.csv": "file_name,label\n1.png,cat\n2.png,dog\n",
        "test/1.png": 3,
        "test/2.png": 4,
        "test/metadata.csv": "file_name,label\n1.png,dog\n2.png,cat\n",
    }
    images = opened(files)
    assert [entry.label for entry in images.entries] == ["cat", "dog", "dog", "cat"]


def test_a_table_called_after_a_split_means_the_images_in_it() -> None:
    files: Files = {"train/1.png": 1, "train/2.png": 2, "test/1.png": 3, "test/2.png": 4}
    images = opened(
        {**files, "trainLabels.csv": "id,label\n1,cat\n2,dog\n", "sample_submission.csv": "id,label\n1,cat\n"}
    )
    assert [entry.label for entry in images.entries] == ["cat", "dog", "", ""]


def test_a_table_for_one_split_and_folders_for_the_other_go_together() -> None:
    files: Files = {
        "train/n01440764/images/a.JPEG": 1,
        "train/n02123045/images/b.JPEG": 2,
        "train/n01440764/n01440764_boxes.txt": "a.JPEG\t0\t10\t63\t58\n",
        "val/images/val_0.JPEG": 3,
        "val/images/val_1.JPEG": 4,
        "val/val_annotations.txt": "val_0.JPEG\tn02123045\t0\t32\t44\t62\nval_1.JPEG\tn01440764\t5\t3\t4\t6\n",
        "wnids.txt": "n01440764\nn02123045\n",
        "words.txt": "n01440764\ttench, Tinca tinca\nn02123045\ttabby, tabby cat\nn00001740\tentity\n",
    }
    assert list(labels(opened(files)).values()) == ["tench", "tabby", "tabby", "tench"]


def test_numbers_that_differ_in_each_row_are_no_classes() -> None:
    files: Files = {"001.Crow/a.png": 1, "002.Tern/b.png": 2, "001.Crow/c.png": 3, "002.Tern/d.png": 4}
    table = "1 001.Crow/a.png\n2 002.Tern/b.png\n3 001.Crow/c.png\n4 002.Tern/d.png\n"
    images = opened({**files, "images.txt": table, "classes.txt": "1 001.Crow\n2 002.Tern\n"})
    assert list(labels(images).values()) == ["001.Crow", "002.Tern", "001.Crow", "002.Tern"]


def test_a_table_of_another_split_does_not_label_a_file_of_the_same_name() -> None:
    table = "path,label\ntest/1.png,cat\ntest/2.png,dog\n"
    images = opened({"train/1.png": 1, "train/2.png": 2, "labels.csv": table})
    assert set(labels(images).values()) == {""}


def test_rows_without_an_image_and_images_without_a_row_are_said() -> None:
    images = opened(with_file("labels.csv", "filename,label\na.png,cat\nb.png,dog\nmissing.png,cat\n"))
    assert labels(images) == {"a.png": "cat", "b.png": "dog", "c.png": "", "d.png": ""}
    assert {"no_such_image", "images_not_named"} <= codes(images)
    assert images.labels_are == "answers"
    problem = next(problem for problem in images.problems if problem.code == "no_such_image")
    assert (problem.file, problem.line, problem.rejected) == ("labels.csv", 4, True)


def test_folders_speak_for_images_that_a_table_leaves_out_where_both_agree() -> None:
    files = {"cat/a.png": 1, "dog/b.png": 2, "cat/c.png": 3}
    images = opened({**files, "train.csv": "file,label\ncat/a.png,cat\ndog/b.png,dog\n"})
    assert labels(images) == {"a.png": "cat", "b.png": "dog", "c.png": "cat"}


def test_a_table_without_labels_leaves_the_folders_theirs() -> None:
    table = "filename,taken_at\na.png,2024-01-01 10:00:00\nb.png,2024-01-02 11:00:00\n"
    images = opened({"cat/a.png": 1, "dog/b.png": 2, "meta.csv": table})
    assert labels(images) == {"a.png": "cat", "b.png": "dog"}
    assert images.entries[0].metadata == {"taken_at": "2024-01-01 10:00:00"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_classes.csv", "filename,cat,dog\na.png,1,1\nb.png,0,1\nc.png,1,0\nd.png,0,1\n"),
        ("labels.json", as_json({"a.png": ["cat", "dog"], "b.png": "dog", "c.png": "cat", "d.png": "dog"})),
        ("labels.csv", "filename,label\na.png,cat\na.png,dog\nb.png,dog\nc.png,cat\nd.png,dog\n"),
        ("list.txt", "a.png cat\na.png dog\nb.png dog\nc.png cat\nd.png dog\n"),
    ],
)
def test_of_an_image_with_several_labels_none_is_taken_and_all_are_named(name: str, text: str) -> None:
    images = opened(with_file(name, text))
    assert labels(images) == {**CATS_AND_DOGS, "a.png": ""}
    problem = next(problem for problem in images.problems if problem.code == "several_labels")
    assert "cat" in problem.detail
    assert "dog" in problem.detail
    assert not problem.rejected


def test_tables_that_contradict_each_other_are_named() -> None:
    more = {"b.csv": "file,label\na.png,dog\n", "a.csv": "file,label\na.png,cat\nb.png,dog\nc.png,cat\nd.png,dog\n"}
    images = opened({**FOUR, **more})
    assert labels(images) == CATS_AND_DOGS
    assert "labels_differ" in codes(images)


def test_short_texts_that_come_again_are_classes_and_long_ones_are_kept() -> None:
    short = {f"{at}.png": at for at in range(4)} | {f"{at}.txt": "cat" if at % 2 else "dog" for at in range(4)}
    assert list(labels(opened(short)).values()) == ["dog", "cat", "dog", "cat"]
    long = {f"{at}.png": at for at in range(4)} | {f"{at}.txt": f"a photo of animal number {at}" for at in range(4)}
    images = opened(long)
    assert set(labels(images).values()) == {""}
    assert images.entries[1].metadata == {"text": "a photo of animal number 1"}


def test_the_label_column_can_be_chosen_and_so_can_a_folder_or_none() -> None:
    table = "file,label,colour\na.png,cat,red\nb.png,dog,blue\n"
    files: Files = {"x/a.png": 1, "y/b.png": 2, "t.csv": table}
    assert opened(files).columns == ("folder 1", "label", "colour")
    assert list(labels(opened(files, Choices(label_column="colour"))).values()) == ["red", "blue"]
    assert list(labels(opened(files, Choices(label_column="folder 1"))).values()) == ["x", "y"]
    assert set(labels(opened(files, Choices(label_column=""))).values()) == {""}
    with pytest.raises(Unusable) as error:
        opened(files, Choices(label_column="weight"))
    assert error.value.code == "no_column"
    assert "folder 1, label, colour" in str(error.value)


def test_a_form_for_results_is_no_table_of_labels() -> None:
    images = opened(with_file("sample_submission.csv", "id,label\na,0\nb,0\nc,0\nd,0\n"))
    assert set(labels(images).values()) == {""}
    assert "form_passed_over" in codes(images)


def test_what_names_no_image_is_left_out_by_name_and_what_is_for_people_in_silence() -> None:
    images = opened({**FOUR, "notes.txt": "call back on monday\n", "README.dataset.txt": "hello", "LICENSE": "MIT"})
    assert [(problem.file, problem.code) for problem in images.problems] == [("notes.txt", "not_an_image")]


def test_an_xml_file_with_definitions_is_not_read() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "x">]><annotations><image name="a.png"><tag label="&b;"/></image></annotations>'
    images = opened(with_file("annotations.xml", bomb))
    assert set(labels(images).values()) == {""}
    assert [problem.file for problem in images.problems] == ["annotations.xml"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"image,label\nhttps://example.org/a.jpg,cat\n", "images_by_url"),
        (b'[{"data": {"image": "s3://bucket/a.jpg"}}]', "images_by_url"),
        (b'{"image": "http://example.org/a.jpg"}\n{"image": "http://example.org/b.jpg"}\n', "images_by_url"),
        (b"image,label\nphotos/a.jpg,cat\n", "images_missing"),
        (b"label,pixel0,pixel1,pixel2\n7,0,255,3\n1,0,0,9\n", "images_as_numbers"),
    ],
)
def test_a_table_alone_is_refused_with_a_way_out_that_works(data: bytes, code: str) -> None:
    import io

    from annotator.files import open_images

    with pytest.raises(Unusable) as error:
        open_images(io.BytesIO(data), "table.json" if data[:1] in b"[{" else "table.csv")
    assert error.value.code == code
