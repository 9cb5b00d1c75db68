"""Encoders in processes of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from multiprocessing import Pipe
from pathlib import Path

import numpy as np
import psutil
import pytest

from selection import (
    ENCODERS,
    BadInput,
    FeatureCache,
    RoundStopped,
    StoredFeatures,
    StrategyError,
    ToFill,
    encode,
    fill,
    fit_encoder,
)
from selection.arrays import Bools, Images
from selection.errors import EncoderFailed
from selection.features.encoders import child, process
from selection.features.encoders.protocol import Content
from selection.features.encoders.shapes import Shapes
from tests.selection import toys

pytestmark = pytest.mark.slow
PART = ENCODERS["shapes"].part


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


@pytest.fixture(autouse=True)
def _none_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() == before


def test_features_come_in_order_part_by_part_and_what_cannot_be_read_is_zero(
    capfd: pytest.CaptureFixture[str],
) -> None:
    images = list(toys.images(2 * PART + 5))
    contents: list[Content] = [*images[:3], b"no image", *images[4:]]
    parts = list(encode("shapes", contents))
    assert [part.first for part in parts] == [0, PART, 2 * PART]
    features = np.concatenate([part.features_ND for part in parts])
    readable = np.concatenate([part.readable_N for part in parts])
    assert np.flatnonzero(~readable).tolist() == [3]
    assert not features[3].any()
    shapes = Shapes(ENCODERS["shapes"])
    wanted = shapes.features(shapes.prepared(images)[0])
    assert features.dtype == np.float16
    np.testing.assert_allclose(features[readable], wanted[readable], atol=1e-3)
    assert capfd.readouterr().err == ""


def test_nothing_gives_nothing() -> None:
    assert list(encode("shapes", [])) == []


def test_contents_are_drawn_two_parts_ahead_and_no_further() -> None:
    drawn = 0

    def images() -> Iterator[Content]:
        nonlocal drawn
        for image in toys.images(5 * PART):
            drawn += 1
            yield image

    parts = encode("shapes", images())
    next(parts)
    assert drawn == 2 * PART
    parts.close()


def test_large_files_go_in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MOST_BYTES", 100)
    assert [len(part.features_ND) for part in encode("shapes", [b"x" * 60] * 5)] == [2, 2, 1]


def test_the_sample_is_learned_from_in_a_process_too(tmp_path: Path) -> None:
    texts = toys.texts()
    assert fit_encoder("words", texts, tmp_path / "w.npz") == len(texts)
    (part,) = encode("words", texts, fitted=tmp_path / "w.npz")
    assert part.features_ND.shape == (len(texts), ENCODERS["words"].dimension)


def test_what_goes_wrong_in_the_process_is_said_here(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="sees images"):
        list(encode("shapes", ["a text"]))
    with pytest.raises(StrategyError, match="missing or damaged"):
        list(encode("words", ["a text"], fitted=tmp_path / "nowhere.npz"))
    with pytest.raises(StrategyError, match="no encoder"):
        list(encode("dino", []))


def test_features_are_kept_part_by_part_and_what_is_left_is_done_later(tmp_path: Path) -> None:
    images = list(toys.images(2 * PART + 5))
    cache = FeatureCache(tmp_path / "f.npy", identity=ENCODERS["shapes"].identity)
    rows = np.random.default_rng(0).permutation(len(images))
    contents: list[Content] = [b"no image" if row == 7 else images[row] for row in rows]
    parts = fill(ToFill(cache, rows), "shapes", contents)
    assert next(parts).n_done == PART
    parts.close()
    left = np.flatnonzero(~cache.filled(len(images)))
    assert set(left) == set(rows[PART:]) | ({7} & set(rows[:PART]))
    progress = list(fill(ToFill(cache, left), "shapes", [b"no image" if row == 7 else images[row] for row in left]))
    assert progress[-1].n_done == len(left)
    assert np.concatenate([part.unreadable_rows for part in progress]).tolist() == [7]
    assert np.flatnonzero(~cache.filled(len(images))).tolist() == [7]
    shapes = Shapes(ENCODERS["shapes"])
    kept = StoredFeatures(cache, len(images)).take(np.array([3, 600]))
    np.testing.assert_allclose(kept, shapes.features(shapes.prepared([images[3], images[600]])[0]), atol=1e-3)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_reader_that_breaks_ends_the_process_instead_of_waiting_for_ever() -> None:
    class Broken(Shapes):
        def prepared(self, contents: Sequence[Content], /) -> tuple[Images, Bools]:
            raise LookupError("of a kind that nobody has thought of")

    ours, theirs = Pipe()
    with ours, theirs:
        ours.send([b"content"])
        with pytest.raises(SystemExit):
            child._serve(theirs, Broken(ENCODERS["shapes"]))


def test_one_who_stops_waits_no_longer() -> None:
    with pytest.raises(RoundStopped):
        list(encode("shapes", list(toys.images(3)), should_stop=lambda: True))


def endless() -> Iterator[Content]:
    while True:
        yield from toys.images(PART)


def test_it_yields_the_processor_and_a_killed_one_is_an_error_of_one_sentence() -> None:
    before = children()
    parts = encode("shapes", endless())
    next(parts)
    (pid,) = children() - before
    assert psutil.Process(pid).nice() == max(10, os.nice(0))
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(EncoderFailed, match="encoder shapes was killed by signal 9"):
        list(parts)


def test_the_process_ends_with_the_generator() -> None:
    before = children()
    parts = encode("shapes", endless())
    next(parts)
    (pid,) = children() - before
    parts.close()
    assert not psutil.pid_exists(pid)


def test_the_process_ends_when_the_one_that_asked_is_killed() -> None:
    program = """
import psutil
from selection import encode
from tests.selection.features.encoders.test_process import endless
parts = encode("shapes", endless())
next(parts)
print(psutil.Process().children()[0].pid, flush=True)
next(parts)
input()
"""
    asked = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with asked:
        assert asked.stdout is not None
        child = psutil.Process(int(asked.stdout.readline()))
        asked.kill()
    assert not psutil.wait_procs([child], timeout=60)[1]
