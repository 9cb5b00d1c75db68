"""Files of the web. Each step of a redirection must be an allowed place, and lead where requests may go."""

from collections.abc import Iterator
from urllib.parse import urljoin

from annotator.errors import Invalid
from annotator.outbound import Unreachable as NoAnswer
from annotator.outbound import sent
from annotator.remote.addresses import Allowed, Place, Refused, Unreachable

SILENT_S = 20.0
MOST_REDIRECTS = 3
PIECE_BYTES = 64 * 2**10
HEADERS = {"User-Agent": "labelling-import/1", "Accept": "*/*", "Accept-Encoding": "identity"}
_ELSEWHERE = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})


class Web:
    """May be used by several threads."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed

    def pieces(self, place: Place, *, first: int | None = None, seconds: float) -> Iterator[bytes]:
        """The file, piece by piece. first: so many bytes are wanted, if the server can. Raises Refused, Unreachable."""
        part = {"Range": f"bytes=0-{first - 1}"} if first else {}
        for _ in range(MOST_REDIRECTS + 1):
            try:
                with sent("GET", str(place), headers=HEADERS | part, silent_s=SILENT_S, within_s=seconds) as answer:
                    if answer.status in (200, 206):
                        yield from answer.chunks(PIECE_BYTES)
                        return
                    status, to = answer.status, answer.headers.get("Location", "")
            except NoAnswer as error:
                raise Unreachable(f"{place.origin} does not answer as it should. {error} Try again later.") from error
            except Invalid as error:
                raise Refused(error.code, error.detail) from error
            if status not in _ELSEWHERE or not to:
                raise _refused(place, status)
            place = self._allowed.checked(urljoin(str(place), to))
        raise Refused("too_many_redirects", f"{place} leads from one address to the next. Give the last one.")


def _refused(place: Place, status: int) -> Refused:
    if status in _LATER:
        return Unreachable(f"{place.origin} is busy or out of order (HTTP {status}). Try again later.")
    if status in (401, 403, 407):
        detail = f"{place.origin} does not let this installation read it (HTTP {status}). Upload the file itself."
        return Refused("not_readable", detail)
    if status in (404, 410):
        return Refused("not_there", f"There is nothing at this address (HTTP {status}). Mend the address.")
    return Refused("not_readable", f"{place.origin} answers with HTTP {status} in place of the file. Mend the address.")
