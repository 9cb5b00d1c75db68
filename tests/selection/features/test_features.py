"""Features of frozen models by torchvision and sentence-transformers, and heads that learn on them."""

import sys
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from selection import BadInput, ImageRows, Strategy, StrategyError, TextRows
from selection.features.frozen import ImageFeatures, SentenceFeatures, frozen_model, published_weights
from selection.features.rows import with_features
from selection.features.vision import torchvision
from tests.selection import toys


def head(**overrides: Any) -> Strategy:
    return toys.strategy(**{"proxy": "linear_head", "features": "resnet18", **overrides})


@pytest.mark.parametrize("wrong", ["resnet34", "vgg11:/x.pth", ":/x.pth"])
def test_unknown_features_are_refused_at_once(wrong: str) -> None:
    with pytest.raises(StrategyError, match="must be one of auto, photos"):
        head(features=wrong)


def test_other_proxies_get_the_items_themselves(tmp_path: Path) -> None:
    source = ImageRows(toys.images())
    assert with_features(source, strategy=toys.strategy(), path=tmp_path / "f.npy") is source


@pytest.fixture(scope="module")
def resnet18_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights that were never trained, with a head of five classes: as somebody's own would have."""
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("weights") / "own.pth"
    torch.save(torchvision().models.resnet18(weights=None, num_classes=5).state_dict(), path)
    return path


@pytest.mark.slow
def test_image_features_are_what_the_network_makes_of_torchvisions_view(resnet18_file: Path) -> None:
    strategy = head(features=f"resnet18:{resnet18_file}", precision="float32")
    images = toys.images(3, channels=3, side=32)
    features = frozen_model(strategy).features(images)
    network = torchvision().models.resnet18(weights=None, num_classes=5)
    network.load_state_dict(torch.load(resnet18_file, weights_only=True))
    network.fc = torch.nn.Identity()
    transforms = torchvision().models.ResNet18_Weights.DEFAULT.transforms()
    with torch.inference_mode():
        expected = network.eval()(
            torch.stack([transforms(torch.from_numpy(image).permute(2, 0, 1)) for image in images])
        )
    assert features.shape == (3, 512)
    np.testing.assert_allclose(features, expected.numpy(), atol=1e-3)


@pytest.mark.slow
def test_grey_images_have_features_too(resnet18_file: Path) -> None:
    model = frozen_model(head(features=f"resnet18:{resnet18_file}"))
    assert model.features(toys.images(2)).shape == (2, 512)
    with pytest.raises(BadInput, match="of images"):
        model.features(["a text"])


def test_the_identity_is_the_content_of_the_file(resnet18_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pth"
    copy.write_bytes(resnet18_file.read_bytes())
    original = frozen_model(head(features=f"resnet18:{resnet18_file}")).identity
    assert frozen_model(head(features=f"resnet18:{copy}")).identity == original
    copy.write_bytes(b"something else")
    assert frozen_model(head(features=f"resnet18:{copy}")).identity != original
    assert "IMAGENET1K" in frozen_model(head()).identity


@pytest.mark.slow
def test_a_file_that_is_missing_or_no_weights_is_named(resnet18_file: Path, tmp_path: Path) -> None:
    with pytest.raises(StrategyError, match=r"no file .*nowhere\.pth"):
        frozen_model(head(features=f"resnet18:{tmp_path}/nowhere.pth"))
    (tmp_path / "junk.pth").write_bytes(b"junk")
    with pytest.raises(StrategyError, match="cannot be read"):
        frozen_model(head(features=f"resnet18:{tmp_path}/junk.pth")).features(toys.images(1))
    torch.save([1, 2], tmp_path / "list.pth")
    with pytest.raises(StrategyError, match="no state dict"):
        frozen_model(head(features=f"resnet18:{tmp_path}/list.pth")).features(toys.images(1))
    with pytest.raises(StrategyError, match="does not hold the weights of resnet50"):
        frozen_model(head(features=f"resnet50:{resnet18_file}")).features(toys.images(1))


@pytest.mark.slow
def test_published_weights_come_from_torchvisions_cache(
    resnet18_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no network but somebody put the file there. Its name carries its hash, which is not ours here."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    published = torchvision().models.ResNet18_Weights.DEFAULT
    folder = tmp_path / "hub" / "checkpoints"
    folder.mkdir(parents=True)
    (folder / Path(published.url).name).write_bytes(resnet18_file.read_bytes())
    model = frozen_model(head(precision="float32"))
    own = frozen_model(head(features=f"resnet18:{resnet18_file}", precision="float32"))
    np.testing.assert_array_equal(model.features(toys.images(2)), own.features(toys.images(2)))


def test_without_a_network_one_sentence_says_what_to_put_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))

    class Offline:
        url = "https://download.pytorch.org/models/resnet18-f37072fd.pth"

        def get_state_dict(self, **_options: object) -> None:
            raise OSError("no network")

    with pytest.raises(StrategyError, match=r"resnet18-f37072fd\.pth cannot be downloaded .* Put that file into"):
        published_weights(Offline())


class FakeSentenceTransformer:
    """sentence_transformers.SentenceTransformer as far as it is used, with its real parameters."""

    def __init__(self, model_name_or_path: str | None = None, *, device: str | None = None) -> None:
        if model_name_or_path == "no-such-model":
            raise OSError("is not a local folder and is not a valid model identifier")
        self.device = device

    def encode(
        self,
        sentences: list[str],
        *,
        batch_size: int = 32,
        show_progress_bar: bool | None = None,
        convert_to_numpy: bool = True,
        normalize_embeddings: bool = False,
    ) -> np.ndarray:
        assert convert_to_numpy
        assert show_progress_bar is False
        counts = np.array([[text.count(word) + 0.1 for word in ("good", "bad", "ugly", "e")] for text in sentences])
        return counts / np.linalg.norm(counts, axis=1, keepdims=True) if normalize_embeddings else counts


def text_head(**overrides: Any) -> Strategy:
    chosen = {"kind": "text", "proxy": "mlp_head", "features": "some-model", "hidden": 32, "min_steps": 60}
    return toys.strategy(**{**chosen, **overrides})


@pytest.fixture
def sentence_transformers(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("sentence_transformers")
    module.SentenceTransformer = FakeSentenceTransformer  # type: ignore[attr-defined]  # ours
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)


@pytest.mark.usefixtures("sentence_transformers")
def test_texts_are_learned_through_a_sentence_model(tmp_path: Path) -> None:
    chosen = text_head(query=12)
    source = with_features(TextRows(toys.texts()), strategy=chosen, path=tmp_path / "f.npy")
    results = toys.rounds(chosen, n_rounds=4, source=source, probe_rows=np.arange(60, 90))
    probs = results[-1].probe_probs_PC
    assert probs is not None
    assert (probs.argmax(axis=1) == toys.labels()[60:]).mean() > 0.9


@pytest.mark.usefixtures("sentence_transformers")
def test_a_sentence_model_that_cannot_be_loaded_is_named() -> None:
    with pytest.raises(StrategyError, match="'no-such-model' cannot be loaded"):
        frozen_model(text_head(features="no-such-model")).features(["a"])
    with pytest.raises(BadInput, match="of texts"):
        frozen_model(text_head()).features(toys.images(1))


def test_without_the_extra_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(StrategyError, match=r"requirements-extra\.txt"):
        frozen_model(text_head()).features(["a"])


def test_the_identity_of_a_sentence_model_is_its_name_or_the_content_of_its_folder(tmp_path: Path) -> None:
    assert frozen_model(text_head()).identity == "sentence-transformers some-model"
    (tmp_path / "config.json").write_text("{}")
    before = frozen_model(text_head(features=str(tmp_path))).identity
    (tmp_path / "config.json").write_text("[]")
    assert frozen_model(text_head(features=str(tmp_path))).identity != before


@pytest.mark.slow
def test_a_head_learns_images_through_a_frozen_network(resnet18_file: Path, tmp_path: Path) -> None:
    """Even random convolutions tell the bands apart."""
    chosen = head(features=f"resnet18:{resnet18_file}", min_steps=60)
    source = with_features(ImageRows(toys.images(30)), strategy=chosen, path=tmp_path / "f.npy")
    results = toys.rounds(chosen, n_rounds=3, source=source, probe_rows=np.arange(21, 30))
    probs = results[-1].probe_probs_PC
    assert probs is not None
    assert (probs.argmax(axis=1) == toys.labels(30)[21:]).mean() > 0.6


def test_frozen_models_are_of_the_kind_of_the_items() -> None:
    assert isinstance(frozen_model(head()), ImageFeatures)
    assert isinstance(frozen_model(text_head()), SentenceFeatures)
