"""What tools for boxes and for people's answers leave beside images."""

from typing import Any

import pytest

from tests.annotator.files.pictures import CATS_AND_DOGS, FOUR, Files, as_json, codes, labels, opened, with_file

BOXES = {
    "yolo": {f"labels/{name}.txt": "0 0.5 0.5 0.2 0.3\n1 0.1 0.1 0.1 0.1\n" for name in "abcd"}
    | {"data.yaml": "names: [x, y]"},
    "voc": {
        f"Annotations/{name}.xml": f"<annotation><filename>{name}.png</filename><object/></annotation>"
        for name in "abcd"
    },
    "coco": {
        "instances.json": as_json(
            {
                "images": [{"id": n, "file_name": k, "width": 8, "height": 8} for n, k in enumerate(CATS_AND_DOGS)],
                "categories": [{"id": 1, "name": "cat"}],
                "annotations": [{"image_id": n, "category_id": 1, "bbox": [1, 1, 2, 2]} for n in range(4)],
            }
        )
    },
    "labelme": {
        f"images/{name}.json": as_json(
            {"imagePath": f"{name}.png", "flags": {}, "shapes": [{"label": "x", "points": []}]}
        )
        for name in "abcd"
    },
    "hugging face": {
        "images/metadata.jsonl": "\n".join(
            as_json({"file_name": k, "objects": {"bbox": [[0, 0, 1, 1]], "categories": [0]}}) for k in CATS_AND_DOGS
        )
    },
    "label studio": {
        "export.json": as_json(
            [
                {
                    "data": {"image": f"/data/upload/1/0a1b2c3d-{k}"},
                    "annotations": [
                        {"result": [{"type": "rectanglelabels", "value": {"x": 1, "rectanglelabels": ["x"]}}]}
                    ],
                }
                for k in CATS_AND_DOGS
            ]
        )
    },
}


@pytest.mark.parametrize("files", BOXES.values(), ids=BOXES.keys())
def test_boxes_are_left_out_and_said_and_their_images_come_in_without_a_label(files: Files) -> None:
    images = opened({**FOUR, **files})
    assert labels(images) == dict.fromkeys(CATS_AND_DOGS, "")
    assert "boxes_left_out" in codes(images)
    assert not [problem for problem in images.problems if problem.rejected]


def test_answers_and_suggestions_of_label_studio_come_with_their_images() -> None:
    def result(name: str) -> list[dict[str, Any]]:
        return [{"type": "choices", "from_name": "pet", "to_name": "image", "value": {"choices": [name]}}]

    tasks = [
        {
            "id": 7,
            "data": {"image": f"https://host/data/upload/1/0a1b2c3d-{name}"},
            "annotations": [{"completed_by": {"email": "eve@example.org"}, "result": result(label), "lead_time": 3.5}],
            "predictions": [{"model_version": "m1", "score": 0.75, "result": result("dog")}],
        }
        for name, label in CATS_AND_DOGS.items()
    ]
    images = opened(with_file("export.json", as_json(tasks)))
    assert [(one.label, one.person, one.seconds) for one in images.entries[0].answers] == [
        ("cat", "eve@example.org", 3.5)
    ]
    assert [(one.label, one.model or one.version, one.probability) for one in images.entries[0].suggestions] == [
        ("dog", "m1", 0.75)
    ]
