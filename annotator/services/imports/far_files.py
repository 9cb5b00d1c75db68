"""Files of other machines in an import: what may be read, and how a worker reads it."""

from django.conf import settings

from annotator.files import RowProblem, Unusable
from annotator.remote import Allowed, Keys, Refused, Remote, Unreachable
from annotator.services.imports.pace import TakesLonger

# So many files one after the other did not come: nobody is there.
MOST_SILENT = 20


def allowed() -> Allowed:
    """The places that whoever runs this installation has allowed."""
    return Allowed(settings.ALLOWED_SOURCES)


def remote() -> Remote:
    return Remote(allowed(), keys=Keys(**settings.GOOGLE_KEYS))


class ByWorker:
    """For a worker: each file comes, or it is said why not. Raises Unusable once nobody answers any more."""

    def __init__(self) -> None:
        self._remote = remote()
        self._n_silent = 0

    def refusal(self, address: str, /) -> str:
        return _refusal(self._remote.allowed, address)

    def read(self, address: str, /, *, most: int) -> bytes | RowProblem:
        data: bytes | RowProblem
        try:
            data = self._remote.read(address, most=most)
        except Unreachable as error:
            self._n_silent += 1
            if self._n_silent >= MOST_SILENT:
                detail = f"{MOST_SILENT} files one after the other did not come. {error.detail} What came is kept."
                raise Unusable("unreachable", detail) from error
            return RowProblem(address[:500], None, error.code, error.detail)
        except Refused as error:
            data = RowProblem(address[:500], None, error.code, error.detail)
        self._n_silent = 0
        return data

    def head(self, address: str, /) -> bytes:
        try:
            return self._remote.head(address)
        except Refused:
            # Reading it says what is wrong.
            return b""


class NotHere:
    """For a web process, which fetches nothing. Raises TakesLonger."""

    def __init__(self) -> None:
        self._allowed = allowed()

    def refusal(self, address: str, /) -> str:
        return _refusal(self._allowed, address)

    def read(self, _address: str, /, *, most: int) -> bytes | RowProblem:  # noqa: ARG002 - as `files.Far` has it
        raise TakesLonger

    def head(self, _address: str, /) -> bytes:
        raise TakesLonger


def _refusal(places: Allowed, address: str) -> str:
    try:
        places.checked(address)
    except Refused as error:
        return error.detail
    return ""
