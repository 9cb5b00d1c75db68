"""Files beside images that are not as their tools write them: never an error, at most what makes sense of them."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.files import Unusable, open_images
from tests.annotator.files.pictures import Files, opened, tar_of, zip_of

KEYS = [
    *("images", "annotations", "categories", "file_name", "id", "image_id", "category_id", "bbox", "label", "labels"),
    *("classes", "items", "label_id", "type", "name", "names", "image", "path", "_via_img_metadata", "filename"),
    *("regions", "file_attributes", "imagePath", "shapes", "flags", "source-ref", "x-metadata", "class-name", "data"),
    *("result", "value", "choices", "predictions", "attributes", "width", "height", "info", "media", "coordinates"),
    *("imageGcsUri", "classificationAnnotation", "displayName", "a", "a.png", "features", "label_map"),
]
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-2, 3)
    | st.floats()
    | st.sampled_from(["a.png", "b", "cat", "", "label", "0"])
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


def shaped(*keys: str) -> st.SearchStrategy[Any]:
    """Objects that have these keys, so that the reader of their shape takes them."""
    return st.fixed_dictionaries(dict.fromkeys(keys, values))


objects = st.one_of(
    values,
    shaped("classes", "labels"),
    shaped("items", "categories"),
    st.builds(
        lambda images, annotations, categories: {
            "images": images,
            "annotations": annotations,
            "categories": categories,
        },
        st.lists(shaped("id", "file_name"), min_size=1, max_size=3),
        st.lists(shaped("image_id", "category_id", "bbox"), max_size=3),
        st.lists(shaped("id", "name"), max_size=3) | values,
    ),
    st.builds(
        lambda items, labels: {"categories": {"label": {"labels": labels}}, "items": items},
        st.lists(
            shaped("id", "annotations", "image")
            | st.builds(lambda x: {"id": "a", "annotations": [x]}, shaped("type", "label_id")),
            max_size=3,
        ),
        values,
    ),
    st.dictionaries(st.sampled_from(["a", "b"]), shaped("filename", "regions", "file_attributes"), min_size=1),
    shaped("imagePath", "shapes", "flags").map(lambda one: {**one, "shapes": [one["shapes"]]}),
    st.lists(shaped("image", "annotations"), min_size=1, max_size=3),
    st.lists(shaped("data", "annotations", "predictions"), min_size=1, max_size=3),
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(objects)
def test_no_json_is_an_error(value: Any) -> None:
    images = opened({"a.png": 1, "b.png": 2, "labels.json": json.dumps(value)})
    assert [entry.path for entry in images.entries] == ["a.png", "b.png"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        shaped("source-ref", "x-metadata") | shaped("imageGcsUri", "classificationAnnotation") | values,
        min_size=1,
        max_size=3,
    )
)
def test_no_lines_of_json_are_an_error(rows: list[Any]) -> None:
    images = opened(
        {"a.png": 1, "b.png": 2, "x.jsonl": "\n".join(map(json.dumps, rows)), "a.json": json.dumps(rows[0])}
    )
    assert [entry.path for entry in images.entries] == ["a.png", "b.png"]


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["x.csv", "x.txt", "labels.txt", "data.yaml", "x.xml", "a.txt", "a.cls"]),
    st.binary(max_size=60) | st.text(max_size=60).map(str.encode),
)
def test_no_bytes_are_an_error(name: str, data: bytes) -> None:
    images = opened({"a.png": 1, "b.png": 2, name: data})
    assert [entry.path for entry in images.entries] == ["a.png", "b.png"]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_damage_of_an_archive_is_an_error(data: st.DataObject) -> None:
    mode = data.draw(st.sampled_from(["zip", "w", "w:gz", "w:xz", "w:bz2"]))
    files: Files = {"cat/a.png": 1, "dog/b.png": 2, "x.csv": "file,label\na.png,cat\n"}
    good = bytearray((zip_of(files) if mode == "zip" else tar_of(files, mode)).getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(good)))
    try:
        images = open_images(io.BytesIO(bytes(good[:cut])), "x")
    except Unusable:
        return
    for entry in images.entries:
        images.read(entry)


def test_a_table_may_hold_what_no_json_knows() -> None:
    images = opened({"a.png": 1, "x.jsonl": '{"file_name": "a.png", "label": "x", "n": NaN, "t": "\\u0000\\ud800"}'})
    assert json.dumps(images.entries[0].metadata, allow_nan=False)
    with pytest.raises(StopIteration):
        next(problem for problem in iter(images.problems))
