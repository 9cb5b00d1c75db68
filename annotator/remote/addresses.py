"""Addresses of files on other machines, and which of them may be read: those below places that are allowed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from annotator.errors import Invalid
from annotator.limits import MAX_ADDRESS_CHARS
from annotator.outbound import PORTS, authority

BUCKETS = frozenset({"s3", "gs"})
SETTING = "ALLOWED_SOURCES"
EXAMPLE = f"{SETTING}=https://images.example.org,s3://bucket/prefix"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?|[0-9a-f:.]+", re.I)
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
_IN_PATHS = "/%:@!$&'()*+,;=~-._"


class Refused(Invalid):
    """This address is not read, or there is nothing to read."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail, attr="address")


class Unreachable(Refused):
    """The other machine does not answer as it should; it may do so later."""

    def __init__(self, detail: str) -> None:
        super().__init__("unreachable", detail)


@dataclass(frozen=True)
class Place:
    """A file, or all that lies below. host: of a bucket its name; path: for the web in percent signs, of a bucket the
    key, to the letter; port: 0 for buckets.
    """

    scheme: str
    host: str
    port: int
    path: str
    query: str = ""

    @property
    def is_bucket(self) -> bool:
        return self.scheme in BUCKETS

    @property
    def origin(self) -> str:
        """Without the path, as it is written."""
        host = self.host if self.is_bucket else authority(self.scheme, self.host, self.port)
        return f"{self.scheme}://{host}"

    @property
    def parts(self) -> tuple[str, ...]:
        """The names in the path, as servers understand them."""
        path = self.path if self.is_bucket else unquote(self.path)
        return tuple(path.strip("/").split("/")) if path.strip("/") else ()

    def holds(self, other: "Place") -> bool:
        """Is the other one this place, or below it?"""
        mine = self.parts
        return (self.scheme, self.host, self.port) == (other.scheme, other.host, other.port) and (
            other.parts[: len(mine)] == mine
        )

    def __str__(self) -> str:
        path = f"/{self.path}" if self.is_bucket and self.path else self.path
        return f"{self.origin}{path}{f'?{self.query}' if self.query else ''}"


def place_of(address: str) -> Place:
    """Raises Refused (bad_address)."""
    scheme, mark, rest = address.strip().partition("://")
    scheme = {"gcs": "gs"}.get(scheme.lower(), scheme.lower())
    if len(address) > MAX_ADDRESS_CHARS:
        raise _too_long(address)
    if not mark or _HIDDEN.search(address.strip()):
        raise _bad(address)
    place = _bucket(scheme, rest) if scheme in BUCKETS else _web(scheme, rest)
    if place is None or {".", ".."} & set(place.parts):
        raise _bad(address)
    # A letter that is none of ASCII takes up to twelve characters in percent signs.
    if len(str(place)) > MAX_ADDRESS_CHARS:
        raise _too_long(address)
    return place


def _bad(address: str) -> Refused:
    detail = (
        f"“{_shown(address)}” is no address that can be read. Addresses begin with https://, http://, s3:// or gs://."
    )
    return Refused("bad_address", detail)


def _too_long(address: str) -> Refused:
    detail = f"“{_shown(address)}…” is too long: as it is sent, it may have {MAX_ADDRESS_CHARS:,} characters."
    return Refused("bad_address", detail)


def _shown(address: str) -> str:
    return _HIDDEN.sub(" ", address.strip()[:120])


def _bucket(scheme: str, rest: str) -> Place | None:
    bucket, _, key = rest.partition("/")
    return Place(scheme, bucket, 0, key) if _BUCKET.fullmatch(bucket) else None


def _web(scheme: str, rest: str) -> Place | None:
    if scheme not in PORTS:
        return None
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        host = (parts.hostname or "").rstrip(".")
        host = host if host.isascii() else host.encode("idna").decode()
        port = parts.port or PORTS[scheme]
    except (ValueError, UnicodeError):
        return None
    # A name before an @ is somebody's password, or looks like a host that it is not.
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    return Place(scheme, host.lower(), port, quote(parts.path, _IN_PATHS), quote(parts.query, f"{_IN_PATHS}?"))


class Allowed:
    """The places that may be read, with all that lies below each. Raises Refused where one is no place."""

    def __init__(self, places: Iterable[str]) -> None:
        self._places = [place_of(place) for place in places]

    def __iter__(self) -> Iterator[str]:
        return iter([str(place) for place in self._places])

    def checked(self, address: str) -> Place:
        """Raises Refused (bad_address, source_not_allowed)."""
        place = place_of(address)
        if any(allowed.holds(place) for allowed in self._places):
            return place
        raise Refused("source_not_allowed", self._why_not(place))

    def _why_not(self, place: Place) -> str:
        if not self._places:
            return (
                "Nothing is fetched from other machines here until whoever runs this installation allows it, by the "
                f"setting {SETTING}, such as {EXAMPLE}."
            )
        shown = ", ".join(str(place) for place in self._places[:5])
        return (
            f"{place.origin} is none of the places from which files may be fetched ({shown}), or lies beside them. "
            f"Whoever runs this installation can add it to {SETTING}."
        )
