"""Images that a table names by their address, as the door for images reads them; nothing comes over a network."""

import threading
from collections.abc import Iterable

import pytest

from annotator.files import FarMembers
from annotator.files.archives.far import AT_ONCE, read_in_order


class Slow(FarMembers):
    """Nothing comes before the gate opens."""

    def __init__(self, paths: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(paths, 1))
        self.gate = threading.Event()
        self.came: list[str] = []

    def read(self, path: str, /, *, most: int = 1) -> bytes:
        assert most
        self.gate.wait(timeout=10)
        self.came.append(path)
        return b""

    def head(self, _path: str, /) -> bytes:
        return b""


def test_who_stops_does_not_wait_for_what_is_on_its_way() -> None:
    def stop() -> None:
        raise InterruptedError

    slow = Slow(map(str, range(2 * AT_ONCE)))
    with pytest.raises(InterruptedError):
        list(read_in_order(slow, ((path, path) for path in slow.sizes), on_wait=stop))
    assert slow.came == []
    slow.gate.set()
