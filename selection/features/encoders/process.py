"""An encoder in a process of its own: it yields the processor to all others, and its memory ends with it."""

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from selection import errors
from selection.arrays import Bools, Floats16, Floats32
from selection.errors import BadInput, EncoderFailed, SelectionError
from selection.features.encoders.protocol import AHEAD, Content
from selection.features.encoders.registry import Encoder, encoder_named
from selection.stopping import Stop, stop_if_asked

POLL_SECONDS = 0.2
# Of image files, sent at a time.
MOST_BYTES = 32 * 2**20
_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Encoded:
    """Features of contents `first`, `first` + 1, …

    features_ND float16[N, D], zeros where a content could not be read; readable_N bool[N] says which could.
    """

    first: int
    features_ND: Floats16
    readable_N: Bools


def encode(
    name: str,
    contents: Iterable[Content],
    *,
    fitted: Path | None = None,
    threads: int = 1,
    should_stop: Stop | None = None,
) -> Generator[Encoded, None, None]:
    """Features of the contents in their order, part by part as they are there; what is yielded is done for good.

    name: of an encoder in `ENCODERS`. contents: texts; or image files as bytes, or pixels uint8[H, W, C]. They are
        drawn two parts ahead. fitted: what `fit_encoder` wrote, for an encoder that wants it. threads: of the
        computing; one more decodes.
    Raises StrategyError where weights are missing or damaged, BadInput on contents of the wrong kind, RoundStopped
    when `should_stop` says so, EncoderFailed where the process dies. However it ends, no process is left.
    """
    encoder = encoder_named(name)
    with _child(encoder, fitted=fitted, threads=threads, task="encode") as child:
        sizes: deque[int] = deque()
        done = 0
        for part in _parts(contents, most=encoder.part):
            child.send(part)
            sizes.append(len(part))
            if len(sizes) == AHEAD:
                yield child.encoded(done, n=sizes[0], should_stop=should_stop)
                done += sizes.popleft()
        while sizes:
            yield child.encoded(done, n=sizes[0], should_stop=should_stop)
            done += sizes.popleft()


def encode_one(name: str, content: Content, *, fitted: Path | None = None, should_stop: Stop | None = None) -> Floats32:
    """float32[D] of one content that somebody waits for, as `encode` has it up to rounding.

    Raises as `encode` does, and BadInput where the content cannot be read.
    """
    encoder = encoder_named(name)
    with _child(encoder, fitted=fitted, threads=1, task="one") as child:
        child.send([content])
        encoded = child.encoded(0, n=1, should_stop=should_stop)
    if not encoded.readable_N.all():
        raise BadInput("The content cannot be read.")
    features: Floats32 = encoded.features_ND[0].astype(np.float32)
    return features


def fit_encoder(
    name: str, sample: Sequence[Content], path: Path, *, threads: int = 1, should_stop: Stop | None = None
) -> int:
    """Learns from a sample of the pool in random order and writes `path`; from how many contents it has learned.

    Raises as `encode` does.
    """
    with _child(encoder_named(name), fitted=path, threads=threads, task="fit") as child:
        child.send(list(sample))
        return int(child.header(should_stop)["n_texts"])


@dataclass(frozen=True)
class _Child:
    encoder: Encoder
    process: subprocess.Popen[bytes]
    connection: Connection

    def send(self, part: list[Content]) -> None:
        """The next part. A process that has ended says why when it is asked for its answer."""
        try:
            self.connection.send(part)
        except OSError:
            if not self.connection.poll():
                raise self.failed() from None

    def encoded(self, first: int, *, n: int, should_stop: Stop | None) -> Encoded:
        """The answer to a part of `n` contents."""
        width = int(self.header(should_stop)["width"])
        features = np.frombuffer(self._bytes(should_stop), dtype=np.float16).reshape(n, width)
        return Encoded(first, features, np.frombuffer(self._bytes(should_stop), dtype=np.bool_))

    def header(self, should_stop: Stop | None) -> dict[str, str]:
        """Raises what went wrong in the process."""
        said: dict[str, str] = json.loads(self._bytes(should_stop))
        if "error" in said:
            kind = getattr(errors, said["error"], SelectionError)
            raise kind(said["text"])
        return said

    def _bytes(self, should_stop: Stop | None) -> bytes:
        stop_if_asked(should_stop)
        try:
            while not self.connection.poll(POLL_SECONDS):
                stop_if_asked(should_stop)
            return self.connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise self.failed() from error

    def failed(self) -> EncoderFailed:
        """In one sentence, how the process ended."""
        code = self.process.wait()
        why = f"was killed by signal {-code}" if code < 0 else f"ended with status {code}"
        return EncoderFailed(f"The process of the encoder {self.encoder.name} {why}; its log says more.")


@contextmanager
def _child(encoder: Encoder, *, fitted: Path | None, threads: int, task: str) -> Iterator[_Child]:
    ours, theirs = Pipe()
    words = [sys.executable, "-m", "selection.features.encoders.child", str(theirs.fileno()), encoder.name]
    with ours:
        with theirs:
            process = subprocess.Popen(
                [*words, str(fitted or ""), task],
                stdin=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=_environment(threads),
            )
        try:
            yield _Child(encoder, process, ours)
        finally:
            process.kill()
            process.wait()


def _environment(threads: int) -> dict[str, str]:
    """Threads are said before numpy and torch are loaded; tokens are cut beside them by one more."""
    numbers = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, **numbers, "TOKENIZERS_PARALLELISM": "false", "PYTHONPATH": path}


def _parts(contents: Iterable[Content], *, most: int) -> Iterator[list[Content]]:
    """At most so many contents at a time, and of image files about 32 MB."""
    part: list[Content] = []
    n_bytes = 0
    for content in contents:
        part.append(content)
        n_bytes += _size(content)
        if len(part) == most or n_bytes >= MOST_BYTES:
            yield part
            part, n_bytes = [], 0
    if part:
        yield part


def _size(content: Content) -> int:
    """Bytes, roughly; texts are small."""
    if isinstance(content, str):
        return 0
    return len(content) if isinstance(content, bytes) else content.nbytes
