"""Items sought by a picture that is in none of them."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

import selection
from annotator.api import neighbours as api
from annotator.models import Item, Project
from annotator.services.imports.start import import_path
from annotator.services.projects import projects
from tests.annotator.test_features import compute
from tests.asking import browser_of, code_of
from tests.cast import alice, text_project

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """An encoder that needs no network of layers."""
    monkeypatch.setattr(selection, "ENCODERS", {"shapes": selection.ENCODERS["shapes"]})


def stripes(angle: int, *, kind: str = "PNG", shade: int = 255) -> bytes:
    """Bright bars on black, turned."""
    pixels = np.zeros((96, 96), dtype=np.uint8)
    pixels[:, ::12] = pixels[:, 1::12] = pixels[:, 2::12] = shade
    turned = Image.fromarray(pixels).rotate(angle).crop((16, 16, 80, 80)).convert("RGB")
    file = io.BytesIO()
    turned.save(file, kind)
    return file.getvalue()


def project_of_stripes(folder: Path) -> Project:
    """Upright, lying and slanting ones."""
    for number, angle in enumerate((0, 90, 45)):
        (folder / f"{number}.png").write_bytes(stripes(angle))
    project = projects.create(name="Stripes", kind="image", owner=alice(), seed=1)
    import_path(project, folder)
    project.refresh_from_db()
    return project


def sought(project: Project, picture: bytes | None, more: str = "") -> Any:
    client = browser_of(alice())
    body = {} if picture is None else {"picture": SimpleUploadedFile("asked.png", picture)}
    return client.post(f"/api/projects/{project.pk}/nearest{more}", body)


@pytest.mark.parametrize(("row", "angle"), [(0, 4), (1, 94), (2, 41)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_items_most_like_a_picture_come_first(tmp_path: Path, row: int, angle: int, kind: str) -> None:
    project = project_of_stripes(tmp_path)
    compute()
    answer = sought(project, stripes(angle, kind=kind, shade=200), "?count=2")
    assert answer.status_code == 200
    body = answer.json()
    assert body["items"][0]["id"] == Item.objects.get(project=project, row=row).pk
    assert (body["representation"], body["title"], body["among"], len(body["items"])) == ("shapes", "Shapes", 3, 2)


def test_a_picture_that_is_an_item_too_is_found_exactly(tmp_path: Path) -> None:
    project = project_of_stripes(tmp_path)
    compute()
    (first, *_) = sought(project, stripes(45)).json()["items"]
    assert first["id"] == Item.objects.get(project=project, row=2).pk
    assert first["cosine"] == pytest.approx(1, abs=1e-3)


def test_what_is_no_picture_or_is_cut_off_is_refused_in_a_sentence(tmp_path: Path) -> None:
    project = project_of_stripes(tmp_path)
    compute()
    for data, code in ((b"hello", "not_an_image"), (stripes(0)[:120], "unreadable"), (None, "no_file")):
        refused = sought(project, data)
        assert refused.status_code == 400
        (error,) = refused.json()["errors"]
        assert (error["code"], error["attr"]) == (code, "picture")
        assert error["detail"].endswith(".")


def test_a_picture_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = project_of_stripes(tmp_path)
    compute()
    monkeypatch.setattr(api, "MOST_PICTURE_BYTES", 10)
    for form_bytes in (0, 2**20):
        monkeypatch.setattr("annotator.api.parsers.FORM_BYTES", form_bytes)
        refused = sought(project, stripes(0))
        assert (refused.status_code, code_of(refused)) == (400, "image_too_large")


def test_before_features_are_there_it_says_so(tmp_path: Path) -> None:
    refused = sought(project_of_stripes(tmp_path), stripes(0))
    assert (refused.status_code, code_of(refused)) == (409, "no_features")


def test_texts_are_not_sought_by_a_picture() -> None:
    refused = sought(text_project(), stripes(0))
    assert (refused.status_code, code_of(refused)) == (409, "no_picture_search")
