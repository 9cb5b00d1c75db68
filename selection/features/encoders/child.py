"""`python -m selection.features.encoders.child FD NAME FITTED encode|one|fit`: what an encoder's own process does.

Parts of contents come in over the connection FD, pickled by the process that started this one. What goes back is
never pickled, because here a stranger's files are decoded: a header in JSON, and raw bytes.
"""

import json
import os
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import numpy as np

from selection.arrays import Bools, Floats32
from selection.errors import NonFiniteScore, SelectionError
from selection.features.encoders.loading import load, load_for_one
from selection.features.encoders.protocol import AHEAD, Content, Encoding
from selection.features.encoders.registry import encoder_named

NICE = 10

# None: reading ended in a way that its traceback explains.
_Prepared = Queue[tuple[Any, Bools] | SelectionError | None]


def main() -> None:
    """Serve until the other end closes."""
    handle, name, fitted, task = sys.argv[1:]
    connection, path = Connection(int(handle)), Path(fitted) if fitted else None
    try:
        if task == "one":
            # Somebody waits for it.
            _serve(connection, load_for_one(encoder_named(name), fitted=path))
            return
        os.nice(max(0, NICE - os.nice(0)))
        if task == "fit":
            _fit(connection, Path(fitted))
        else:
            _serve(connection, load(encoder_named(name), fitted=path))
    except SelectionError as error:
        connection.send_bytes(json.dumps({"error": type(error).__name__, "text": str(error)}).encode())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # Whoever asked is gone.
        return


def _fit(connection: Connection, path: Path) -> None:
    from selection.features.encoders.words import fit_words

    connection.send_bytes(json.dumps({"n_texts": fit_words(connection.recv(), path)}).encode())


def _serve(connection: Connection, encoding: Encoding) -> None:
    # Never full: no more than AHEAD parts are under way, so reading never waits for writing.
    prepared: _Prepared = Queue(AHEAD)
    Thread(target=_prepare, args=(connection, encoding, prepared), daemon=True).start()
    while True:
        part = prepared.get()
        if part is None:
            sys.exit(1)
        if isinstance(part, SelectionError):
            raise part
        contents, readable_N = part
        _send(connection, encoding.features(contents), readable_N)


def _prepare(connection: Connection, encoding: Encoding, prepared: _Prepared) -> None:
    """Decodes and tokenises beside the computing."""
    ended: SelectionError | None = None
    try:
        while True:
            prepared.put(encoding.prepared(_received(connection)))
    except SelectionError as error:
        ended = error
    finally:
        prepared.put(ended)


def _received(connection: Connection) -> Sequence[Content]:
    """The next part. Where whoever asked is gone, this process ends, whatever it is at."""
    try:
        contents: Sequence[Content] = connection.recv()
    except (EOFError, OSError):
        os._exit(0)
    return contents


def _send(connection: Connection, features_ND: Floats32, readable_N: Bools) -> None:
    features = features_ND.astype(np.float16)
    features[~readable_N] = 0
    if not np.isfinite(features).all():
        raise NonFiniteScore("The encoder gave a feature that is not finite.")
    connection.send_bytes(json.dumps({"width": features.shape[1]}).encode())
    connection.send_bytes(np.ascontiguousarray(features).tobytes())
    connection.send_bytes(readable_N.tobytes())


if __name__ == "__main__":
    main()
