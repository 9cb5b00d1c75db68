"""One door to all files of other machines: within limits of size and time, and asked again where a line was bad."""

import time
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeVar

from annotator.remote.addresses import Allowed, Place, Refused, Unreachable
from annotator.remote.buckets import Buckets, Keys, Listed
from annotator.remote.web import Web

# Each try begins anew; before it, so many seconds pass.
PAUSES_S = (0.5, 2.0)
HEAD_BYTES = 4096
# A file in memory, and one that is copied to this machine.
MOST_S = 120.0
MOST_COPY_S = 2 * 3600.0
T = TypeVar("T")


class Remote:
    """Reads below the allowed places; may be used by several threads. All methods raise Refused and Unreachable."""

    def __init__(
        self,
        allowed: Allowed,
        *,
        keys: Keys | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.allowed = allowed
        self._web, self._buckets = Web(allowed), Buckets(keys or Keys())
        self._clock, self._sleep = clock, sleep

    def read(self, address: str, *, most: int) -> bytes:
        """The whole file; never more than a piece beyond `most` bytes."""
        place = self.allowed.checked(address)
        return self._tried(lambda: b"".join(self._within(place, most=most, seconds=MOST_S)))

    def head(self, address: str) -> bytes:
        """The first bytes."""
        place = self.allowed.checked(address)
        return self._tried(lambda: self._head(place))

    def copy(self, address: str, to: BinaryIO, *, most: int, on_read: Callable[[int], None]) -> None:
        """Write the whole file; on_read: is told the size of each piece, and may raise."""
        place = self.allowed.checked(address)

        def copied() -> None:
            to.seek(0)
            to.truncate()
            for piece in self._within(place, most=most, seconds=MOST_COPY_S):
                to.write(piece)
                on_read(len(piece))

        self._tried(copied)

    def is_file(self, address: str) -> bool:
        """One file, as every address of the web is, or a part of a bucket?"""
        place = self.allowed.checked(address)
        return not place.is_bucket or self._tried(lambda: self._buckets.is_file(place))

    def listed(self, address: str) -> Iterator[Listed]:
        """All files in this part of a bucket."""
        return self._buckets.listed(self.allowed.checked(address))

    def _pieces(self, place: Place, *, seconds: float, first: int | None = None) -> Iterator[bytes]:
        if place.is_bucket:
            return self._buckets.pieces(place, first=first)
        return self._web.pieces(place, seconds=seconds, first=first)

    def _head(self, place: Place) -> bytes:
        data = b""
        for piece in self._pieces(place, seconds=MOST_S, first=HEAD_BYTES):
            data += piece
            if len(data) >= HEAD_BYTES:
                break
        return data[:HEAD_BYTES]

    def _within(self, place: Place, *, most: int, seconds: float) -> Iterator[bytes]:
        until, size = self._clock() + seconds, 0
        for piece in self._pieces(place, seconds=seconds):
            size += len(piece)
            if size > most:
                raise Refused("too_large", f"This file is larger than {most // 2**20:,} MB. Make it smaller.")
            if self._clock() > until:
                detail = f"{place.origin} took more than {seconds:.0f} seconds for this file. Try again later."
                raise Unreachable(detail)
            yield piece

    def _tried(self, reading: Callable[[], T]) -> T:
        for pause in PAUSES_S:
            try:
                return reading()
            except Unreachable:
                self._sleep(pause)
        return reading()
