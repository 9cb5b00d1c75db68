"""Files on other machines as a place of files: a part of a bucket, or images that a table names by their address."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Protocol, TypeVar

from annotator.files.archives.members import Members, is_left_behind
from annotator.files.archives.sorting import SortedOut
from annotator.files.beside.matching import Images, Match
from annotator.files.beside.sheets import Sheet
from annotator.files.image_tables import Addressed
from annotator.files.pictures.decoding import MAX_BYTES
from annotator.files.problems import RowProblem

# So many files are on their way at once: the way takes longer than the reading.
AT_ONCE = 8
WAIT_S = 0.5
OnWait = Callable[[], None]
T = TypeVar("T")


class Far(Protocol):
    """Reads files of other machines, for several threads at once."""

    def refusal(self, address: str, /) -> str:
        """Why this address may not be read, and the way out; empty: it may."""

    def read(self, address: str, /, *, most: int) -> bytes | RowProblem: ...

    def head(self, address: str, /) -> bytes: ...


class FarMembers(ABC):
    """What lies on other machines."""

    format = ""
    encoding = ""

    def __init__(self, sizes: Mapping[str, int], problems: Sequence[RowProblem] = ()) -> None:
        self.sizes = sizes
        self.problems = list(problems)

    def sheets(self) -> Sequence[Sheet]:
        return ()

    @abstractmethod
    def read(self, path: str, /, *, most: int = MAX_BYTES) -> bytes | RowProblem: ...

    @abstractmethod
    def head(self, path: str, /) -> bytes: ...


class BucketMembers(FarMembers):
    """A part of a bucket, as it was listed. sizes: by path from `address` on."""

    format = "bucket"

    def __init__(self, address: str, sizes: Mapping[str, int], far: Far) -> None:
        super().__init__({path: size for path, size in sizes.items() if not is_left_behind(path)})
        self._address, self._far = address.rstrip("/"), far

    def read(self, path: str, /, *, most: int = MAX_BYTES) -> bytes | RowProblem:
        return self._far.read(f"{self._address}/{path}", most=most)

    def head(self, path: str, /) -> bytes:
        return self._far.head(f"{self._address}/{path}")


class AddressMembers(FarMembers):
    """Images by address, each a path of its own; how large they are shows when they come."""

    format = "addresses"

    def __init__(self, addressed: Addressed, far: Far) -> None:
        refusals = {address: far.refusal(address) for address in addressed.lines}
        refused = [
            RowProblem(address[:500], addressed.lines[address], "address_refused", why)
            for address, why in refusals.items()
            if why
        ]
        super().__init__(
            {address: MAX_BYTES for address, why in refusals.items() if not why}, [*addressed.problems, *refused]
        )
        self.table, self.lines, self.remarks = addressed.table, addressed.lines, addressed.remarks
        self._far = far

    def read(self, path: str, /, *, most: int = MAX_BYTES) -> bytes | RowProblem:
        data = self._far.read(path, most=most)
        if isinstance(data, RowProblem):
            return RowProblem(path[:500], self.lines[path], data.code, data.detail, data.rejected)
        return data

    def head(self, path: str, /) -> bytes:
        return self._far.head(path)

    def sorted_out(self) -> SortedOut:
        """All are images, as far as anybody knows before they come."""
        return SortedOut(images=list(self.sizes), problems=list(self.problems))


class ByAddress(Images):
    """Found by their whole address alone: two servers may call different images alike."""

    def __init__(self, addresses: Sequence[str]) -> None:
        super().__init__(())
        self._addresses = frozenset(addresses)

    def find(self, name: str, *, near: str) -> Match:  # noqa: ARG002 - as the others are asked
        return name.strip() if name.strip() in self._addresses else None

    def is_called(self, name: str, *, near: str) -> bool:  # noqa: ARG002 - as the others are asked
        return name.strip() in self._addresses


def read_in_order(
    members: Members, things: Iterable[tuple[T, str]], *, on_wait: OnWait
) -> Iterator[tuple[T, bytes | RowProblem]]:
    """Each thing with the file at its path, in this order; from far away several are on their way at once. on_wait: is
    called now and then while nothing comes, and may raise.
    """
    if not isinstance(members, FarMembers):
        yield from ((thing, members.read(path)) for thing, path in things)
        return
    left = iter(things)
    pool = ThreadPoolExecutor(AT_ONCE)
    coming: deque[tuple[T, Future[bytes | RowProblem]]] = deque()
    try:
        coming.extend((thing, pool.submit(members.read, path)) for thing, path in islice(left, AT_ONCE))
        while coming:
            thing, future = coming.popleft()
            data = _awaited(future, on_wait)
            coming.extend((thing, pool.submit(members.read, path)) for thing, path in islice(left, 1))
            yield thing, data
    finally:
        # As a context the pool would wait for what is on its way, which may take minutes.
        pool.shutdown(wait=False, cancel_futures=True)


def _awaited(future: Future[T], on_wait: OnWait) -> T:
    while True:
        try:
            return future.result(timeout=WAIT_S)
        except TimeoutError:
            # What was read may have raised it, too.
            if future.done():
                return future.result()
            on_wait()
