"""Proxy pixels: the whole picture, small; rebuilt where a host lacks them; broken files set apart."""

import threading
from pathlib import Path

import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from annotator.models import Item, Project, QueueEntry, Round
from annotator.services.imports.start import import_path
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel
from annotator.services.rounds import inputs
from annotator.services.rounds.run import run_due_round
from annotator.sources import pixels
from annotator.sources.texts import TextRows
from annotator.statistics.audit_draw import draws
from tests.annotator.imported import png
from tests.cast import alice, text_project

pytestmark = pytest.mark.django_db


def image_project(folder: Path, n: int = 6) -> Project:
    """n images, the nth of them n shades brighter."""
    for number in range(n):
        (folder / f"{number}.png").write_bytes(png((number * 20, 0, 0), (16, 16)))
    project = projects.create(name="Shades", kind="image", owner=alice(), seed=1)
    import_path(project, folder)
    project.refresh_from_db()
    return project


def shades(project: Project, rows: list[int]) -> list[int]:
    taken = pixels.PixelRows(project.pk, project.next_row).take(np.array(rows))
    assert taken.dtype == np.uint8
    assert taken.shape == (len(rows), 32, 32, 3)
    return [int(image[16, 16, 0]) for image in taken]


def test_rows_come_in_the_order_asked_for(tmp_path: Path) -> None:
    assert shades(image_project(tmp_path), [5, 0, 3, 3]) == [100, 0, 60, 60]


def test_what_this_host_lacks_is_built_from_media_storage(tmp_path: Path) -> None:
    project = image_project(tmp_path)
    before = pixels.PixelRows(project.pk, 6).take(np.arange(6))
    pixels.remove(project.pk)
    assert pixels.ensure(project.pk, 6) == []
    assert np.array_equal(pixels.PixelRows(project.pk, 6).take(np.arange(6)), before)


def test_nothing_is_read_again_when_all_rows_are_there(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    project = image_project(tmp_path)
    with django_assert_num_queries(0):
        assert pixels.ensure(project.pk, 6) == []


def test_broken_and_missing_files_are_named_and_never_stop_the_others(tmp_path: Path) -> None:
    project = image_project(tmp_path)
    pixels.remove(project.pk)
    broken, gone = Item.objects.get(project=project, row=1), Item.objects.get(project=project, row=4)
    default_storage.delete(gone.media)
    default_storage.delete(broken.media)
    default_storage.save(broken.media, ContentFile(png("red")[:20]))
    assert pixels.ensure(project.pk, 6) == [1, 4]
    assert pixels.ensure(project.pk, 6) == [1, 4], "they are remembered, not tried each round"
    assert shades(project, [0, 1, 2, 5]) == [0, 0, 40, 100]


def with_a_broken_image(folder: Path, *, row: int) -> Project:
    """A running project; this host has no pixels of it yet, and the file behind this row is cut off."""
    project = image_project(folder)
    projects.update(project.pk, changes={}, labels=[WantedLabel(name="dark"), WantedLabel(name="light")])
    Item.objects.filter(project=project).update(role="pool")
    Project.objects.filter(pk=project.pk).update(status="active")
    pixels.remove(project.pk)
    media = Item.objects.get(project=project, row=row).media
    default_storage.delete(media)
    default_storage.save(media, ContentFile(png("red")[:20]))
    return project


def test_reading_what_a_round_needs_changes_no_row(tmp_path: Path) -> None:
    project = with_a_broken_image(tmp_path, row=1)
    claimed = Round.objects.create(project=project, number=0, started_at=timezone.now())
    with CaptureQueriesContext(connection) as seen:
        assert inputs.read(claimed).pool.source.n_rows == 6
    statements = [query["sql"] for query in seen]
    assert {sql.split()[0] for sql in statements} == {"SELECT", "DECLARE"}, "queries and cursors of queries"
    assert not any(" FOR " in sql for sql in statements if sql.startswith("SELECT")), "nor does it lock one"
    assert not Item.objects.filter(state="set_aside").exists()


def test_a_round_sets_broken_images_aside_before_it_reads(tmp_path: Path) -> None:
    project = with_a_broken_image(tmp_path, row=1)
    done = run_due_round(project.pk)
    assert done is not None
    assert (done.status, done.report["pool"]) == ("done", 5)
    assert [item.row for item in Item.objects.filter(state="set_aside")] == [1]
    assert sorted(QueueEntry.objects.values_list("item__row", flat=True)) == [0, 2, 3, 4, 5]


def test_a_storage_that_fails_condemns_no_image(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = image_project(tmp_path)
    pixels.remove(project.pk)

    def away(*args: object) -> None:
        raise ConnectionError("the storage is away")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "open", away)
        with pytest.raises(ConnectionError):
            pixels.ensure(project.pk, 6)
    assert pixels.ensure(project.pk, 6) == []


def test_writers_at_once_do_not_cut_each_other_off() -> None:
    def write(first: int) -> None:
        rows = np.arange(first, first + 50)
        images = np.broadcast_to((rows % 251).astype(np.uint8)[:, None, None, None], (50, 32, 32, 3))
        pixels.write(987_654, rows, images)

    threads = [threading.Thread(target=write, args=(first,)) for first in range(1000, -1, -50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = pixels.PixelRows(987_654, 1050).take(np.arange(1050))
    assert np.array_equal(taken[:, 0, 0, 0], np.arange(1050) % 251)
    pixels.remove(987_654)


@pytest.mark.parametrize("size", [(1, 1), (8, 8), (28, 28), (32, 32), (33, 31), (400, 533), (2000, 3), (3, 2000)])
def test_every_size_becomes_the_proxys_size(size: tuple[int, int]) -> None:
    small = pixels.proxy_pixels(Image.new("RGB", size, (10, 20, 30)))
    assert small.shape == (32, 32, 3)
    assert np.all(np.abs(small.astype(int) - (10, 20, 30)) <= 1), "padding makes no edge of its own"


def test_an_image_of_the_proxys_size_is_not_touched() -> None:
    exact = np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    assert np.array_equal(pixels.proxy_pixels(Image.fromarray(exact)), exact)


def test_the_aspect_is_kept_and_nothing_is_cut_off() -> None:
    wide = Image.new("RGB", (200, 100), "white")
    wide.paste("black", (0, 0, 20, 100))
    wide.paste("black", (180, 0, 200, 100))
    small = pixels.proxy_pixels(wide)
    assert small[16, 0].tolist() == [0, 0, 0]
    assert small[16, 31].tolist() == [0, 0, 0]
    assert small[16, 16].tolist() == [255, 255, 255]


def test_a_small_image_is_enlarged_smoothly() -> None:
    ramp = Image.fromarray(np.repeat(np.arange(0, 256, 36, dtype=np.uint8)[None], 8, axis=0)).convert("RGB")
    steps = np.diff(pixels.proxy_pixels(ramp)[16, :, 0].astype(int))
    assert steps.max() < 18, "no blocks of four equal pixels"


def test_an_empty_project_has_no_pixels() -> None:
    assert pixels.ensure(987_655, 0) == []
    assert pixels.PixelRows(987_655, 0).take(np.zeros(0, dtype=np.int64)).shape == (0, 32, 32, 3)


def test_texts_are_read_by_row_in_any_order_and_twice() -> None:
    project = text_project(items=4, labels=["x", "y"])
    texts = TextRows(project.pk, 4).take(np.array([3, 0, 3, 99]))
    assert [text[:6] for text in texts] == ["text 3", "text 0", "text 3", ""]


def test_draws_depend_on_seed_and_row_alone_and_are_even() -> None:
    numbers = draws(7, np.arange(100_000))
    assert np.array_equal(draws(7, np.array([5, 99_999])), numbers[[5, 99_999]])
    assert not np.array_equal(draws(8, np.arange(10)), numbers[:10])
    assert numbers.min() >= 0
    assert numbers.max() < 1
    assert np.histogram(numbers, bins=20, range=(0, 1))[0].std() < 150
    assert abs(np.corrcoef(numbers[:-1], numbers[1:])[0, 1]) < 0.02


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1, 2**63 - 1])
def test_any_seed_of_a_project_gives_draws(seed: int) -> None:
    assert 0.4 < draws(seed, np.arange(10_000)).mean() < 0.6
