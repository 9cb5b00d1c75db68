"""Archives of images on their way into the database: tars, labels from beside them, pictures that come again."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from annotator import files
from annotator.models import Item
from annotator.services.imports.start import import_path
from tests.annotator.files.pictures import Files, picture, tar_of, zip_of
from tests.annotator.imported import counts
from tests.cast import draft

pytestmark = pytest.mark.django_db


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def stored(project_id: int) -> list[str]:
    folder = f"media/{project_id}"
    return [
        name for sub in default_storage.listdir(folder)[0] for name in default_storage.listdir(f"{folder}/{sub}")[1]
    ]


def test_a_picture_that_lies_in_an_archive_many_times_is_decoded_and_stored_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[int] = []
    read_picture = files.read_picture

    def counting(data: bytes) -> files.Picture:
        decoded.append(len(data))
        return read_picture(data)

    monkeypatch.setattr(files, "read_picture", counting)
    project = draft("image")
    copies: Files = {f"cat/{number}.png": 1 for number in range(300)} | {"dog/x.png": 2}
    job = import_path(project, written(tmp_path, "copies.zip", zip_of(copies).getvalue()))
    assert counts(job)[0] == 2
    assert len(decoded) == 2
    assert len(stored(project.pk)) == 2
    for item in project.items.all():
        with default_storage.open(item.media) as file:
            assert file.read() in (picture(1), picture(2))


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_with_a_table_becomes_items_with_their_labels_and_columns(tmp_path: Path, mode: str) -> None:
    table = "filename,label,split,year\na.png,cat,train,1999\nb.png,dog,test,2001\n"
    project = draft("image")
    tar = tar_of({"set/images/a.png": 1, "set/images/b.png": 2, "set/labels.csv": table}, mode)
    assert counts(import_path(project, written(tmp_path, "set.tar", tar.getvalue())))[0] == 2
    items = list(project.items.order_by("row").values_list("truth__name", "metadata"))
    assert items == [
        ("cat", {"file": "set/images/a.png", "split": "train", "year": "1999"}),
        ("dog", {"file": "set/images/b.png", "split": "test", "year": "2001"}),
    ]


def test_names_of_a_code_page_reach_the_database_as_their_owner_writes_them(tmp_path: Path) -> None:
    project = draft("image")
    name = "Кошки/Барсик.png".encode("cp866").decode("utf-8", "surrogateescape")
    import_path(project, written(tmp_path, "t.tar", tar_of({name: 1, "Other/x.png": 2}).getvalue()))
    assert Item.objects.get(project=project, row=0).metadata["file"] == "Кошки/Барсик.png"
    assert set(project.labels.values_list("name", flat=True)) == {"Кошки", "Other"}
