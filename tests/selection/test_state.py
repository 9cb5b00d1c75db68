"""State: bytes and back, growth, damage."""

import hashlib
import json
import struct
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from selection import BadInput, BadState, Choice, Judged, LabelledBatch, Pool, State, round_rng, step
from selection.blobs import MAGIC, pack, unpack
from selection.state import Ledger
from tests.selection import toys


def trained_state(**overrides: Any) -> State:
    return toys.rounds(toys.strategy(**overrides), n_rounds=3)[-1].state


def assert_same(left: State, right: State) -> None:
    assert (left.n_rows, left.n_classes, left.round) == (right.n_rows, right.n_classes, right.round)
    assert (left.proxy_name, left.scored_by, left.proxy) == (right.proxy_name, right.scored_by, right.proxy)
    assert left.choice == right.choice
    np.testing.assert_array_equal(left.memory_rows, right.memory_rows)
    np.testing.assert_array_equal(left.memory_labels, right.memory_labels)
    np.testing.assert_array_equal(left.memory_held, right.memory_held)
    np.testing.assert_array_equal(left.full_classes, right.full_classes)
    assert left.memory_held.dtype == right.memory_held.dtype == left.full_classes.dtype == np.bool_
    for name in ("value", "round", "probability"):
        np.testing.assert_array_equal(getattr(left.ledger, name), getattr(right.ledger, name))
        assert getattr(left.ledger, name).dtype == getattr(right.ledger, name).dtype


@pytest.mark.parametrize("n_rows", [0, 1, 50])
def test_a_fresh_state_survives_bytes(n_rows: int) -> None:
    state = State.fresh(n_rows=n_rows, n_classes=4, strategy=toys.strategy())
    assert_same(State.from_bytes(state.to_bytes()), state)


def test_a_used_state_survives_bytes_and_the_bytes_are_repeatable() -> None:
    state = trained_state()
    assert state.round == 3
    assert len(state.memory_rows) == 18
    assert np.isfinite(state.ledger.value).sum() > 0
    assert_same(State.from_bytes(state.to_bytes()), state)
    assert State.from_bytes(state.to_bytes()).to_bytes() == state.to_bytes()


def test_no_pickle_is_in_the_bytes() -> None:
    blob = trained_state().to_bytes()
    assert blob.startswith(MAGIC)
    meta, arrays = unpack(blob)
    assert all(array.dtype.kind in "iufb" for array in arrays.values())
    assert set(meta) == {"n_rows", "n_classes", "round", "proxy_name", "scored_by", "choice"}
    unpack(arrays["proxy"].tobytes())


def version_1_bytes(state: State) -> bytes:
    """As the first version wrote them: sums over the whole body, no word of what memory holds."""
    arrays: dict[str, np.ndarray] = {
        "memory_rows": state.memory_rows,
        "memory_labels": state.memory_labels,
        "value": state.ledger.value,
        "last_round": state.ledger.round,
        "probability": state.ledger.probability,
        "proxy": np.frombuffer(state.proxy, dtype=np.uint8),
    }
    names = ("n_rows", "n_classes", "round", "proxy_name", "scored_by")
    layout = [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()]
    meta = {name: getattr(state, name) for name in names}
    header = json.dumps({"meta": meta, "arrays": layout}, sort_keys=True).encode()
    body = struct.pack("<I", len(header)) + header + b"".join(array.tobytes() for array in arrays.values())
    return struct.pack("<8sH32s", b"SELSTATE", 1, hashlib.sha256(body).digest()) + body


def test_a_state_of_version_1_is_read_and_holds_all_its_labels() -> None:
    state = trained_state()
    old = State.from_bytes(version_1_bytes(state))
    assert_same(old, replace(state, choice=Choice()))
    assert old.memory_held.all()
    assert not old.full_classes.any()
    pool = Pool(toys.source_for(toys.strategy()), excluded_rows=old.memory_rows)
    result = step(old, LabelledBatch(), pool=pool, strategy=toys.strategy(), rng=round_rng(0, 3))
    assert result.state.round == 4


def test_a_choice_survives_bytes_and_one_of_the_wrong_shape_is_refused() -> None:
    fresh = State.fresh(n_rows=3, n_classes=2, strategy=toys.strategy())
    chosen = replace(fresh, choice=Choice("words", (Judged("words", 0.75, 0.02), Judged("own", 0.5, 0.03)), 80))
    assert State.from_bytes(chosen.to_bytes()).choice == chosen.choice
    meta, arrays = unpack(chosen.to_bytes())
    with pytest.raises(BadState):
        State.from_bytes(pack({**meta, "choice": {"name": "words"}}, arrays))


def test_another_representation_drops_the_proxy_and_the_same_one_keeps_it() -> None:
    state = replace(State.fresh(n_rows=3, n_classes=2, strategy=toys.strategy()), proxy=b"weights")
    known = state.choosing(Choice("words"))
    assert known.proxy == known.choosing(Choice("words", n_labels=40)).proxy == b"weights"
    assert known.choosing(Choice("own")).proxy == b""


class TestDamage:
    @pytest.mark.parametrize("length", [0, 5, 41, 60, -1])
    def test_a_truncated_blob_is_refused(self, length: int) -> None:
        with pytest.raises(BadState):
            State.from_bytes(State.fresh(n_rows=9, n_classes=2, strategy=toys.strategy()).to_bytes()[:length])

    def test_every_flipped_byte_is_noticed(self) -> None:
        blob = State.fresh(n_rows=5, n_classes=2, strategy=toys.strategy()).to_bytes()
        for pos in range(len(blob)):
            damaged = bytearray(blob)
            damaged[pos] ^= 0x41
            with pytest.raises(BadState):
                State.from_bytes(bytes(damaged))

    def test_foreign_and_newer_bytes_are_told_apart(self) -> None:
        with pytest.raises(BadState, match="not a stored state"):
            State.from_bytes(b"\x80\x04" + b"x" * 200)
        blob = pack({}, {})
        with pytest.raises(BadState, match="version 9"):
            unpack(MAGIC + struct.pack("<H", 9) + blob[10:])

    def test_a_whole_blob_that_lacks_a_part_is_refused(self) -> None:
        with pytest.raises(BadState, match="lacks a part"):
            State.from_bytes(pack({"n_rows": 3}, {}))

    def test_a_ledger_of_the_wrong_length_is_refused(self) -> None:
        meta, arrays = unpack(State.fresh(n_rows=5, n_classes=2, strategy=toys.strategy()).to_bytes())
        with pytest.raises(BadState, match="wrong length"):
            State.from_bytes(pack({**meta, "n_rows": 6}, arrays))

    @pytest.mark.parametrize("name", ["memory_held", "full_classes", "memory_labels"])
    def test_a_memory_of_the_wrong_length_is_refused(self, name: str) -> None:
        meta, arrays = unpack(trained_state().to_bytes())
        with pytest.raises(BadState):
            State.from_bytes(pack(meta, {**arrays, name: arrays[name][1:]}))


class TestGrowth:
    def test_rows_and_classes_added_keep_what_was_known(self) -> None:
        state = trained_state()
        grown = State.from_bytes(state.resized(n_rows=120, n_classes=5).to_bytes())
        assert (grown.n_rows, grown.n_classes) == (120, 5)
        np.testing.assert_array_equal(grown.ledger.value[:90], state.ledger.value)
        assert not grown.ledger.scored[90:].any()
        np.testing.assert_array_equal(grown.memory_rows, state.memory_rows)

    @pytest.mark.parametrize(("n_rows", "n_classes"), [(89, 3), (90, 2)])
    def test_nothing_is_ever_taken_away(self, n_rows: int, n_classes: int) -> None:
        with pytest.raises(BadInput):
            trained_state().resized(n_rows=n_rows, n_classes=n_classes)

    def test_sizes_that_make_no_sense_are_refused(self) -> None:
        with pytest.raises(BadInput):
            State.fresh(n_rows=-1, n_classes=2, strategy=toys.strategy())
        with pytest.raises(BadInput):
            State.fresh(n_rows=3, n_classes=0, strategy=toys.strategy())


def test_a_corrected_label_replaces_the_old_one() -> None:
    state = State.fresh(n_rows=9, n_classes=3, strategy=toys.strategy())
    state = state.remembering(LabelledBatch(np.array([4, 2]), np.array([0, 1])))
    state = state.remembering(LabelledBatch(np.array([7, 4]), np.array([2, 1])))
    assert state.memory_rows.tolist() == [2, 4, 7]
    assert state.memory_labels.tolist() == [1, 1, 2]


def test_a_new_proxy_or_acquisition_function_forgets_only_what_it_must() -> None:
    state = trained_state()
    other_score = state.for_strategy(toys.strategy(acquisition="entropy"))
    assert not other_score.ledger.scored.any()
    assert other_score.proxy == state.proxy
    other_proxy = state.for_strategy(toys.strategy(proxy="preact_resnet20"))
    assert other_proxy.proxy == b""
    assert other_proxy.ledger is state.ledger
    assert len(other_proxy.memory_rows) == len(state.memory_rows)


class TestLedger:
    def test_each_row_gets_its_own_score_in_whatever_order(self) -> None:
        rows, scores = np.array([7, 1, 4]), np.array([0.7, 0.1, 0.4])
        ledger = Ledger.fresh(9).written(rows, scores_R=scores, probabilities_R=scores, round_=3)
        np.testing.assert_allclose(ledger.value[[1, 4, 7]], [0.1, 0.4, 0.7], rtol=1e-6)
        assert ledger.round[[1, 4, 7]].tolist() == [3, 3, 3]
        assert ledger.scored.sum() == 3

    def test_the_old_ledger_stays_as_it_was(self) -> None:
        ledger = Ledger.fresh(4)
        ledger.written(np.array([1]), scores_R=np.ones(1), probabilities_R=np.ones(1), round_=0)
        assert not ledger.scored.any()

    def test_a_score_too_few_is_refused(self) -> None:
        with pytest.raises(BadInput):
            Ledger.fresh(4).written(np.array([1, 2]), scores_R=np.ones(1), probabilities_R=np.ones(2), round_=0)
