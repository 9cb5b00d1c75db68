"""What tables, lists, JSON, XML and small files beside images say of them, whatever tool wrote them."""

from typing import Any

import pytest

from tests.annotator.files.pictures import CATS_AND_DOGS, FOUR, Files, as_json, labels, opened, tar_of, with_file

NUMBERED = "a.png 0\nb.png 1\nc.png 0\nd.png 1\n"


TABLES = {
    "hugging face": ("images/metadata.csv", "file_name,label\na.png,cat\nb.png,dog\nc.png,cat\nd.png,dog\n"),
    "hugging face, lines of json": (
        "images/metadata.jsonl",
        "\n".join(as_json({"file_name": f"{k}", "label": v, "note": "x"}) for k, v in CATS_AND_DOGS.items()),
    ),
    "absolute paths": (
        "l.csv",
        "path,class\n/home/u/images/a.png,cat\n/home/u/images/b.png,dog\n/home/u/images/c.png,cat\n/home/u/images/d.png,dog",
    ),
    "windows paths": (
        "l.csv",
        "Image;Klasse\nC:\\D\\images\\a.png;cat\nC:\\D\\images\\b.png;dog\nC:\\D\\images\\c.png;cat\nC:\\D\\images\\d.png;dog",
    ),
    "no ending, kaggle": ("train.csv", "image_id,label\na,cat\nb,dog\nc,cat\nd,dog\n"),
    "other case": ("labels.csv", "Filename,Label\nA.PNG,cat\nB.png,dog\nC.Png,cat\nD.png,dog\n"),
    "tabs": ("l.tsv", "file\tspecies\na.png\tcat\nb.png\tdog\nc.png\tcat\nd.png\tdog\n"),
    "no header": ("labels.csv", "a.png,cat\nb.png,dog\nc.png,cat\nd.png,dog\n"),
    "label first": ("labels.csv", "breed,id\ncat,a\ndog,b\ncat,c\ndog,d\n"),
    "one column for each class": (
        "_classes.csv",
        "filename, cat, dog\na.png, 1, 0\nb.png, 0, 1\nc.png, 1, 0\nd.png, 0, 1\n",
    ),
    "one column for each class, floats": ("gt.csv", "image,cat,dog\na,1.0,0.0\nb,0.0,1.0\nc,1.0,0.0\nd,0.0,1.0\n"),
    "another language": (
        "Liste.csv",
        "Dateiname;Klasse;Bemerkung\na.png;cat;\nb.png;dog;unscharf\nc.png;cat;\nd.png;dog;\n",
    ),
    "open images": (
        "x-human-verified-imagelabels.csv",
        "ImageID,Source,LabelName,Confidence\na,v,cat,1\na,v,dog,0\nb,v,dog,1\nc,v,cat,1\nd,v,dog,1\nd,v,cat,0\n",
    ),
    "unknown column among numbers": (
        "x.csv",
        "img,width,kind\na.png,8.5,cat\nb.png,8.5,dog\nc.png,9.5,cat\nd.png,8.0,dog\n",
    ),
    "web addresses": (
        "x.csv",
        "url,label\nhttps://a.b/a.png?x=1,cat\nhttps://a.b/b.png,dog\nhttps://a.b/c.png,cat\nhttps://a.b/d.png,dog\n",
    ),
    "label studio's uploads": (
        "x.csv",
        "image,choice\n/data/upload/3/0a1b2c3d-a.png,cat\n/data/upload/3/0a1b2c3d-b.png,dog\n/data/upload/3/0a1b2c3d-c.png,cat\n/data/local-files/?d=images/d.png,dog\n",
    ),
    "map of json": ("labels.json", as_json(CATS_AND_DOGS)),
    "list of json": ("anno.json", as_json([{"filename": k, "class": v} for k, v in CATS_AND_DOGS.items()])),
    "list inside of json": (
        "anno.json",
        as_json({"version": 1, "items": [{"image": k, "label": v} for k, v in CATS_AND_DOGS.items()]}),
    ),
    "objects by file": ("anno.json", as_json({k: {"label": v, "score": 1} for k, v in CATS_AND_DOGS.items()})),
    "fiftyone": ("labels.json", as_json({"classes": ["cat", "dog"], "labels": {"a": 0, "b": 1, "c": 0, "d": 1}})),
    "fiftyone, objects": (
        "labels.json",
        as_json(
            {
                "classes": ["cat", "dog"],
                "labels": {k[0]: {"label": v, "confidence": 0.9} for k, v in CATS_AND_DOGS.items()},
            }
        ),
    ),
    "fiftyone, a list": (
        "labels.json",
        as_json({"classes": ["cat", "dog"], "labels": [{"filepath": k, "label": v} for k, v in CATS_AND_DOGS.items()]}),
    ),
    "datumaro": (
        "annotations/default.json",
        as_json(
            {
                "info": {},
                "categories": {"label": {"labels": [{"name": "cat", "parent": ""}, {"name": "dog", "parent": ""}]}},
                "items": [
                    {"id": k[0], "annotations": [{"type": "label", "label_id": int(v == "dog")}], "image": {"path": k}}
                    for k, v in CATS_AND_DOGS.items()
                ],
            }
        ),
    ),
    "coco": (
        "annotations.json",
        as_json(
            {
                "images": [{"id": n, "file_name": k} for n, k in enumerate(CATS_AND_DOGS)],
                "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}],
                "annotations": [
                    {"id": n, "image_id": n, "category_id": 1 + (v == "dog")}
                    for n, v in enumerate(CATS_AND_DOGS.values())
                ],
            }
        ),
    ),
    "via": (
        "via.json",
        as_json(
            {
                "_via_img_metadata": {
                    f"{k}99": {"filename": k, "size": 99, "regions": [], "file_attributes": {"class": v}}
                    for k, v in CATS_AND_DOGS.items()
                }
            }
        ),
    ),
    "create ml": ("c.json", as_json([{"image": k, "annotations": [{"label": v}]} for k, v in CATS_AND_DOGS.items()])),
    "vertex": (
        "v.jsonl",
        "\n".join(
            as_json({"imageGcsUri": f"gs://bucket/{k}", "classificationAnnotation": {"displayName": v}})
            for k, v in CATS_AND_DOGS.items()
        ),
    ),
    "sagemaker": (
        "output.manifest",
        "\n".join(
            as_json({"source-ref": f"s3://bucket/{k}", "x": 0, "x-metadata": {"class-name": v, "confidence": 0.8}})
            for k, v in CATS_AND_DOGS.items()
        ),
    ),
    "automl": (
        "import.csv",
        "TRAIN,gs://b/a.png,cat\nTRAIN,gs://b/b.png,dog\nTEST,gs://b/c.png,cat\nTEST,gs://b/d.png,dog\n",
    ),
    "cvat": (
        "annotations.xml",
        "<annotations><version>1.1</version>"
        + "".join(f'<image id="1" name="images/{k}"><tag label="{v}"/></image>' for k, v in CATS_AND_DOGS.items())
        + "</annotations>",
    ),
    "fiftyone's own": (
        "samples.json",
        as_json(
            {
                "samples": [
                    {"filepath": f"data/{k}", "ground_truth": {"_cls": "Classification", "label": v}, "tags": ["x"]}
                    for k, v in CATS_AND_DOGS.items()
                ]
            }
        ),
    ),
    "v7": (
        "v7.json",
        as_json({"item": {"name": "a.png"}, "annotations": [{"name": "cat", "tag": {}}]}),
    ),
    "labelbox": (
        "x.ndjson",
        "\n".join(
            as_json(
                {
                    "data_row": {"id": "9", "external_id": k},
                    "projects": {
                        "p": {"labels": [{"annotations": {"classifications": [{"radio_answer": {"name": v}}]}}]}
                    },
                }
            )
            for k, v in CATS_AND_DOGS.items()
        ),
    ),
    "a number and a name for each class": (
        "x.csv",
        "file,label,class\na.png,0,cat\nb.png,1,dog\nc.png,0,cat\nd.png,1,dog\n",
    ),
    "a list in plain text": ("list.txt", "a.png cat\nb.png dog\nc.png cat\nd.png dog\n"),
    "class before the path": ("list.txt", "cat images/a.png\ndog images/b.png\ncat images/c.png\ndog images/d.png\n"),
    "numbers before the path are none": ("list.txt", "1 a.png cat\n2 b.png dog\n3 c.png cat\n4 d.png dog\n"),
}


@pytest.mark.parametrize(("name", "text"), TABLES.values(), ids=TABLES.keys())
def test_labels_come_from_whatever_names_the_images(name: str, text: str) -> None:
    images = opened(with_file(name, text))
    assert labels(images) == ({**dict.fromkeys(CATS_AND_DOGS, ""), "a.png": "cat"} if "v7" in name else CATS_AND_DOGS)
    assert not [problem for problem in images.problems if problem.rejected]


NAMES = {
    "synsets.txt": "cat\ndog\n",
    "classes.txt": "0 cat\n1 dog\n",
    "labels.txt": "0: cat\n1: dog\n",
    "class_to_idx.json": as_json({"cat": 0, "dog": 1}),
    "label_map.json": as_json({"0": "cat", "1": "dog"}),
    "classes.json": as_json(["cat", "dog"]),
    "data.yaml": "path: .\nnc: 2\nnames: ['cat', 'dog']\n",
    "dataset.yaml": "names:\n  0: cat\n  1: dog\nnc: 2\n",
    "info.yml": "names:\n- cat\n- dog\n",
    "classes.csv": "id,name\n0,cat\n1,dog\n",
    "dataset_info.json": as_json({"features": {"label": {"names": ["cat", "dog"], "_type": "ClassLabel"}}}),
    "config.json": as_json({"id2label": {"0": "cat", "1": "dog"}}),
}


@pytest.mark.parametrize(("name", "text"), NAMES.items(), ids=NAMES.keys())
def test_numbers_get_the_names_that_another_file_has_for_them(name: str, text: str) -> None:
    images = opened({**FOUR, "train.txt": NUMBERED, name: text})
    assert labels(images) == CATS_AND_DOGS
    assert {entry.split for entry in images.entries} == {"train"}


def test_folders_of_codes_get_their_names_and_only_the_first_of_synonyms() -> None:
    files = {"train/n01440764/a.JPEG": 1, "train/n02123045/b.JPEG": 2, "val/n01440764/c.JPEG": 3}
    names = "n01440764 tench, Tinca tinca\nn02123045 tabby, tabby cat\nn02124075 Egyptian cat\n"
    images = opened({**files, "LOC_synset_mapping.txt": names})
    assert labels(images) == {"a.JPEG": "tench", "b.JPEG": "tabby", "c.JPEG": "tench"}


def test_numbers_may_count_from_one() -> None:
    images = opened({**FOUR, "list.txt": "a.png 1\nb.png 2\nc.png 1\nd.png 2\n", "classes.txt": "cat\ndog\n"})
    assert labels(images) == CATS_AND_DOGS


def test_numbers_without_names_stay_numbers() -> None:
    assert labels(opened({**FOUR, "train.txt": NUMBERED})) == {"a.png": "0", "b.png": "1", "c.png": "0", "d.png": "1"}


def test_other_columns_are_kept_and_the_split_is_one() -> None:
    table = "filename,label,split,age\na.png,cat,train,3\nb.png,dog,train,4\nc.png,cat,test,5\nd.png,dog,test,\n"
    first, *_, last = opened(with_file("x.csv", table)).entries
    assert (first.split, first.metadata, last.split, last.metadata) == ("train", {"age": "3"}, "test", {})


def test_lists_of_one_class_each_say_who_shows_it() -> None:
    lists = {"cat": "a 1\nb -1\nc 1\nd -1\n", "dog": "a -1\nb  1\nc -1\nd  1\n"}
    files: Files = {f"ImageSets/Main/{name}_train.txt": text for name, text in lists.items()}
    assert labels(opened({**FOUR, **files, "ImageSets/Main/train.txt": "a\nb\nc\nd\n"})) == CATS_AND_DOGS


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz", "w:bz2"])
def test_webdataset_says_its_classes_by_small_files(mode: str) -> None:
    from annotator.files import open_images

    files: dict[str, Any] = {}
    for at, label in enumerate(CATS_AND_DOGS.values()):
        files |= {
            f"{at:04}.png": at,
            f"{at:04}.cls": str(int(label == "dog")),
            f"{at:04}.json": as_json({"label": label, "n": at}),
        }
    images = open_images(tar_of(files, mode), "shard-000000.tar")
    assert list(labels(images).values()) == list(CATS_AND_DOGS.values())
    assert images.entries[2].metadata == {"n": 2}
    assert [type(images.read(entry)) for entry in reversed(images.entries)] == [bytes] * 4
