"""ResNet-20 on 32x32x3, minibatches of 128: ours against a plain float32 loop, and against what the machine can do.

Ours is `training.fit` and `inference.logits_of`, as a round calls them: uint8 images, channels-last, bfloat16 where
the hardware has it. Plain is the loop of a tutorial: a float32 NCHW tensor, made before the clock starts, the same
network with the same weights, `zero_grad`, `backward`, `step`. Both without augmentation. With crop and flip, plain is
the loop that people write: a DataLoader over images that torchvision's transforms crop and flip one by one. Each in a
process of its own, as people run them: none finds a heap that another has grown. Because ours tells glibc to keep freed
memory, plain comes twice, as it is and with that line. A warm-up, then turn by turn, so that what else the machine does
meets all. Then all processes anew: how often plain fetches its memory is settled by chance when it starts.
"""

import importlib
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from statistics import median
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from measurements.figures import Figure, Result, figure
from selection.features.vision import torchvision
from selection.machine import Machine, keep_freed_memory
from selection.proxies.resnet import preact_resnet20
from selection.strategy import Strategy
from selection.training.augmentation import PIXEL_MEAN, PIXEL_SPREAD, as_input, image_augmentation
from selection.training.fit import Recipe, fit
from selection.training.inference import logits_of

SIDE, CLASSES, MINIBATCH = 32, 10, 128
MULTIPLY_ADDS = 40_813_184
# Forward, and backward twice that: once for the inputs, once for the weights. Two operations per multiply-add.
FLOP_INFERENCE, FLOP_TRAINING = 2 * MULTIPLY_ADDS, 6 * MULTIPLY_ADDS
TARGET_RATIO = 2.5
GEMM_SIDE, GEMM_TURNS = 2048, 3

WORK = ("training", "training, crop and flip", "inference")
OURS, PLAIN, PLAIN_KEEPING = "ours", "plain", "plain, memory kept"
GEMMS = ("gemm float32", "gemm bfloat16")
RUNNERS = (*(f"{work} {side}" for work in WORK for side in (OURS, PLAIN, PLAIN_KEEPING)), *GEMMS)

Seconds = dict[str, list[float]]


def measure(*, quick: bool) -> Result:
    """Images per second, their ratios turn by turn, and the share of the machine's matrix product."""
    # Short turns and many: a neighbour that comes and goes then meets both sides of a ratio.
    minibatches, launches, repeats = (1, 1, 2) if quick else (8, 5, 3)
    n = minibatches * MINIBATCH
    seconds: Seconds = {name: [] for name in RUNNERS}
    for _ in range(launches):
        with _processes(n=n) as runners:
            for name, durations in turn_by_turn(runners, repeats=repeats).items():
                seconds[name] += durations
    raw = {
        "seconds": seconds,
        "images_per_run": n,
        "turns_per_launch": repeats,
        "threads": torch.get_num_threads(),
        "device": Machine.of(Strategy()).name,
    }
    return Result(_figures(seconds, n=n), raw)


def turn_by_turn(runners: dict[str, Callable[[], float]], *, repeats: int) -> Seconds:
    """Seconds of each runner, which times itself, one run after the other, after one that does not count."""
    seconds: Seconds = {name: [] for name in runners}
    for turn in range(repeats + 1):
        for name, run in runners.items():
            took = run()
            if turn:
                seconds[name].append(took)
    return seconds


@contextmanager
def _processes(*, n: int) -> Iterator[dict[str, Callable[[], float]]]:
    """The runners, each in its process, which waits between its turns."""
    spawn = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        pools = {name: stack.enter_context(ProcessPoolExecutor(1, mp_context=spawn)) for name in RUNNERS}
        yield {name: partial(_turn, pool, name, n=n) for name, pool in pools.items()}


def _turn(pool: ProcessPoolExecutor, name: str, *, n: int) -> float:
    return pool.submit(_timed, name, n=n).result()


def _timed(name: str, *, n: int) -> float:
    """Seconds of one run, inside the process that does nothing else."""
    if name.endswith(PLAIN_KEEPING):
        keep_freed_memory()
    run = _runners(n)[name.replace(PLAIN_KEEPING, PLAIN)]
    started = time.perf_counter()
    run()
    _wait()
    return time.perf_counter() - started


@cache
def _runners(n: int) -> dict[str, Callable[[], object]]:
    return _Race(n).runners()


def _wait() -> None:
    """A GPU answers before it is done."""
    if torch.cuda.is_available():
        torch.cuda.synchronize()


class _Race:
    """The same network twice, each in its own way, on the same images."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.machine = Machine.of(Strategy())
        self._generator = torch.Generator().manual_seed(0)
        self._stored = torch.randint(256, (n, SIDE, SIDE, 3), dtype=torch.uint8, generator=self._generator)
        self._stored = self._stored.to(self.machine.device)
        self._labels = torch.randint(CLASSES, (n,), generator=self._generator).to(self.machine.device)
        self._plain_inputs = as_input(self._stored).contiguous()
        torch.manual_seed(0)
        self._plain = preact_resnet20(n_channels=3, n_classes=CLASSES).to(self.machine.device)
        self._ours = preact_resnet20(n_channels=3, n_classes=CLASSES).to(self.machine.device)
        self._ours.load_state_dict(self._plain.state_dict())
        self._ours = self._ours.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._cropped_and_flipped = _loader(self._stored.cpu(), self._labels.cpu())
        self._optimiser = torch.optim.SGD(self._plain.parameters(), lr=0.01, momentum=0.9, weight_decay=5e-4)

    def runners(self) -> dict[str, Callable[[], object]]:
        return {
            "training ours": lambda: self._train("none"),
            "training plain": self._train_plainly,
            "training, crop and flip ours": lambda: self._train("crop_flip"),
            "training, crop and flip plain": lambda: self._train_plainly(self._cropped_and_flipped),
            "inference ours": self._score,
            "inference plain": self._score_plainly,
            "gemm float32": self._gemm(torch.float32),
            "gemm bfloat16": self._gemm(torch.bfloat16),
        }

    def _train(self, augment: str) -> None:
        """One pass over the images."""
        strategy = Strategy(epochs=1.0, minibatch=MINIBATCH, start_lr=0.01, peak_lr=0.01, end_lr=0.01)
        recipe = Recipe(
            strategy=strategy, machine=self.machine, as_input=as_input, augmentation=image_augmentation(augment)
        )
        fit(self._ours, self._stored, self._labels, recipe=recipe, generator=self._generator)

    def _train_plainly(self, minibatches: Iterable[Sequence[Tensor]] | None = None) -> None:
        self._plain.train()
        for inputs, labels in minibatches or self._plain_minibatches():
            self._optimiser.zero_grad()
            loss = functional.cross_entropy(self._plain(inputs), labels)
            loss.backward()  # type: ignore[no-untyped-call]
            self._optimiser.step()

    def _score(self) -> None:
        logits_of(self._ours, self._stored, machine=self.machine, as_input=as_input)

    @torch.no_grad()
    def _score_plainly(self) -> None:
        self._plain.eval()
        for inputs, _ in self._plain_minibatches():
            self._plain(inputs)

    def _plain_minibatches(self) -> Iterator[tuple[Tensor, ...]]:
        parts = (torch.split(tensor, MINIBATCH) for tensor in (self._plain_inputs, self._labels))
        return zip(*parts, strict=True)

    def _gemm(self, dtype: torch.dtype) -> Callable[[], None]:
        """A few products of large square matrices."""
        left, right = (
            torch.randn(GEMM_SIDE, GEMM_SIDE, generator=self._generator).to(self.machine.device, dtype)
            for _ in range(2)
        )

        def run() -> None:
            for _ in range(GEMM_TURNS):
                left @ right

        return run


class _Transformed(Dataset[tuple[Tensor, Tensor]]):
    """Each image cropped and flipped by torchvision when it is asked for."""

    def __init__(self, images_NHWC: Tensor, labels_N: Tensor) -> None:
        torchvision()  # Makes the import below possible beside any torch.
        v2: Any = importlib.import_module("torchvision.transforms.v2")
        self._images, self._labels = images_NHWC.permute(0, 3, 1, 2).contiguous(), labels_N
        self._transform = v2.Compose(
            [
                v2.RandomCrop(SIDE, padding=SIDE // 8),
                v2.RandomHorizontalFlip(),
                v2.ToDtype(torch.float32, scale=True),
                v2.Normalize([PIXEL_MEAN] * 3, [PIXEL_SPREAD] * 3),
            ]
        )

    def __len__(self) -> int:
        return len(self._images)

    def __getitem__(self, position: int) -> tuple[Tensor, Tensor]:
        return self._transform(self._images[position]), self._labels[position]


def _loader(images_NHWC: Tensor, labels_N: Tensor) -> DataLoader[tuple[Tensor, Tensor]]:
    return DataLoader(_Transformed(images_NHWC, labels_N), batch_size=MINIBATCH, shuffle=True)


def _figures(seconds: Seconds, *, n: int) -> list[Figure]:
    peaks = {dtype: _gemm_rate(seconds[f"gemm {dtype}"]) for dtype in ("float32", "bfloat16")}
    figures = [figure(f"GEMM {dtype}", rates, "GFLOP/s", higher_is_better=True) for dtype, rates in peaks.items()]
    for work, flop in zip(WORK, (FLOP_TRAINING, FLOP_TRAINING, FLOP_INFERENCE), strict=True):
        ours, plain, keeping = (seconds[f"{work} {side}"] for side in (OURS, PLAIN, PLAIN_KEEPING))
        figures += [
            _rate(f"ResNet-20 {work}", ours, n=n, peers={"plain float32 loop": n / median(plain)}),
            _rate(f"ResNet-20 {work}, plain float32 loop", plain, n=n),
            _times(f"ResNet-20 {work}: times the plain loop", ours, plain, target=TARGET_RATIO),
            _times(f"ResNet-20 {work}: times the plain loop that keeps its memory too", ours, keeping),
        ]
        figures += [_share(work, ours, flop=flop * n, dtype=dtype, peak=median(peak)) for dtype, peak in peaks.items()]
    return figures


def _rate(name: str, seconds: list[float], *, n: int, peers: dict[str, float] | None = None) -> Figure:
    return figure(name, [n / duration for duration in seconds], "images/s", peers=peers or {}, higher_is_better=True)


def _times(name: str, ours: list[float], plain: list[float], *, target: float | None = None) -> Figure:
    ratios = [slow / fast for fast, slow in zip(ours, plain, strict=True)]
    return figure(name, ratios, "x", target=target, higher_is_better=True)


def _gemm_rate(seconds: list[float]) -> list[float]:
    return [GEMM_TURNS * 2 * GEMM_SIDE**3 / duration / 1e9 for duration in seconds]


def _share(work: str, seconds: list[float], *, flop: float, dtype: str, peak: float) -> Figure:
    """The arithmetic that the network needs, as a share of what one large matrix product reaches in that time."""
    shares = [100 * flop / duration / 1e9 / peak for duration in seconds]
    return figure(f"ResNet-20 {work}: share of the {dtype} GEMM rate", shares, "%", higher_is_better=True)
