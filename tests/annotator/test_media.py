"""Images are served to members only, and cannot do anything in a browser."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from annotator.models import Project, User
from annotator.services.imports.start import import_path
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel
from tests.asking import code_of
from tests.cast import alice, bob, charlie, join

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as TestResponse

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name, colour in (("red", (200, 0, 0)), ("blue", (0, 0, 200))):
        (tmp_path / name).mkdir()
        Image.new("RGB", (40, 30), colour).save(tmp_path / name / "one.png")
    made = projects.create(name="Colours", kind="image", owner=alice())
    projects.update(made.pk, changes={}, labels=[WantedLabel(name="red"), WantedLabel(name="blue")])
    import_path(made, tmp_path)
    join(made, bob())
    return made


def get(project: Project, user: User | None = None, **headers: str) -> "TestResponse":
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(f"/api/media/{project.items.earliest('row').pk}", headers=headers)


def test_a_member_gets_the_picture_and_keeps_it(project: Project) -> None:
    answer = get(project, bob())
    assert answer.status_code == 200
    assert Image.open(io.BytesIO(answer.getvalue())).size == (40, 30)
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert get(project, bob(), **{"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_stranger_and_who_is_signed_out_get_nothing(project: Project) -> None:
    assert get(project, charlie()).status_code == 404
    assert get(project).status_code == 401


def test_class_folders_became_ground_truth(project: Project) -> None:
    assert set(project.items.values_list("truth__name", flat=True)) == {"red", "blue"}


def test_a_picture_whose_file_is_gone_is_not_found(project: Project) -> None:
    default_storage.delete(project.items.earliest("row").media)
    answer = get(project, bob())
    assert (answer.status_code, code_of(answer)) == (404, "not_found")
