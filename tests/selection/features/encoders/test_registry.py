"""The table of encoders, and that each of them is what its entry says."""

from pathlib import Path

import numpy as np
import pytest

from selection import ENCODERS, BadInput, Encoder, StrategyError
from selection.features.encoders.loading import _LOADERS, load
from selection.features.encoders.protocol import Content, Encoding
from selection.features.encoders.registry import encoder_named
from selection.features.encoders.words import fit_words
from selection.strategy import IMAGE, TEXT
from tests.selection import toys

CONTENTS: dict[str, list[Content]] = {TEXT: [*toys.texts(6), ""], IMAGE: list(toys.images(7))}


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fitted") / "words.npz"
    fit_words(toys.texts(), path)
    return path


def loaded(encoder: Encoder, fitted: Path) -> Encoding:
    return load(encoder, fitted=fitted if encoder.is_fitted else None)


def test_each_encoder_stands_under_its_name_and_can_be_loaded() -> None:
    assert {name: encoder.name for name, encoder in ENCODERS.items()} == {name: name for name in ENCODERS}
    assert set(_LOADERS) == set(ENCODERS)


def test_an_unknown_encoder_is_named_with_those_that_there_are() -> None:
    with pytest.raises(StrategyError, match="no encoder 'dino': there are sentences, tokens"):
        encoder_named("dino")


def test_an_identity_changes_with_the_weights() -> None:
    identities = {encoder.identity for encoder in ENCODERS.values()}
    assert len(identities) == len(ENCODERS)
    assert "53aa5117" in ENCODERS["sentences"].identity


@pytest.mark.slow
@pytest.mark.parametrize("name", ENCODERS)
def test_each_gives_as_many_numbers_as_it_says_the_same_ones_alone_and_in_company(name: str, fitted: Path) -> None:
    encoder = ENCODERS[name]
    encoding = loaded(encoder, fitted)
    contents = CONTENTS[encoder.kind]
    prepared, readable = encoding.prepared(contents)
    features = encoding.features(prepared)
    assert features.shape == (len(contents), encoder.dimension)
    assert features.dtype == np.float32
    assert np.isfinite(features).all()
    assert readable.all()
    alone = np.concatenate([encoding.features(encoding.prepared([content])[0]) for content in contents])
    # bfloat16 keeps eight bits; what stands in which batch moves the last of them.
    np.testing.assert_allclose(features, alone, atol=0.02 * np.abs(alone).max())


@pytest.mark.slow
@pytest.mark.parametrize("name", ENCODERS)
def test_each_refuses_what_it_cannot_see(name: str, fitted: Path) -> None:
    encoder = ENCODERS[name]
    other = CONTENTS[TEXT if encoder.kind == IMAGE else IMAGE]
    with pytest.raises(BadInput, match="This encoder sees"):
        loaded(encoder, fitted).prepared(other)


def test_what_must_be_fitted_says_so() -> None:
    with pytest.raises(StrategyError, match="learns from the pool before"):
        load(ENCODERS["words"])
