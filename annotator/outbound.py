"""Requests to addresses that people have named, sent only to where they may go.

Whoever names an address could else have this server ask what only it reaches: itself, its neighbours, the metadata of
its cloud. So a host is looked up once, what comes of that is checked, and the connection goes to that very number: a
name that leads elsewhere a moment later leads nowhere. A redirect is an answer like any other; who follows one calls
`sent` anew. Public addresses are allowed, and others that the operator names (settings.OUTBOUND_ALLOWED).
"""

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings
from urllib3 import BaseHTTPResponse
from urllib3 import exceptions as problems
from urllib3.connection import HTTPConnection, HTTPSConnection

from annotator.errors import Invalid
from annotator.limits import MAX_URL_CHARS

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PORTS = {"http": 80, "https": 443}
# Said here and not asked of `ipaddress`, whose answer differs between versions of Python.
_NOT_PUBLIC = [
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/3"),
        # Azure's metadata has a public number.
        "168.63.129.16/32",
        # Inside 2000::/3: tunnels, tests and documents.
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
]
_PUBLIC_IPV6 = IPv6Network("2000::/3")
# Behind it stands an IPv4 address, which a gateway asks.
_NAT64 = IPv6Network("64:ff9b::/96")


class Unreachable(Exception):
    """No whole answer came; says why, in a sentence."""


@dataclass(frozen=True)
class Target:
    """Where an address leads. host: as DNS knows it; path: with what stands behind “?”."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def header(self) -> str:
        """What the request says in `Host`."""
        return authority(self.scheme, self.host, self.port)


def authority(scheme: str, host: str, port: int) -> str:
    """Host and port as an address writes them: the port only where it is not the usual one."""
    shown = f"[{host}]" if ":" in host else host
    return shown if port == PORTS[scheme] else f"{shown}:{port}"


def target_of(url: str) -> Target:
    """Raises Invalid (address_invalid) for what is no address of http or https."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode().rstrip(".")
        port = parts.port
    except ValueError as error:
        raise _invalid() from error
    is_plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= MAX_URL_CHARS
    if parts.scheme not in PORTS or not host or not is_plain or "@" in parts.netloc:
        raise _invalid()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def _invalid() -> Invalid:
    detail = "Give a whole address, like https://example.org/labels: http or https, no spaces, no name and password."
    return Invalid("address_invalid", detail, attr="url")


def allowed_address(target: Target) -> str:
    """The number to connect to: the first of the host's that requests may go to.

    Raises Invalid (address_refused) where there is none such, Unreachable where the host has none at all.
    """
    names, networks = _operators()
    for number in _resolved(target):
        address = ip_address(number.partition("%")[0])
        if target.host in names or is_public(address) or any(_real(address) in network for network in networks):
            return number
    detail = (
        f"“{target.host}” is an address inside this server’s own network, where it sends no requests. Whoever runs "
        "the server can allow it (OUTBOUND_ALLOWED)."
    )
    raise Invalid("address_refused", detail, attr="url")


def _resolved(target: Target) -> list[str]:
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"No host is called “{target.host}”.") from error
    return [str(number) for *_, (number, *_) in found]


def _operators() -> tuple[set[str], list[Network]]:
    """Names of hosts, and networks."""
    names: set[str] = set()
    networks: list[Network] = []
    for entry in settings.OUTBOUND_ALLOWED:
        try:
            networks.append(ip_network(entry, strict=False))
        except ValueError:
            names.add(entry.lower())
    return names, networks


def is_public(address: Address) -> bool:
    """Could anybody on the internet reach it?"""
    real = _real(address)
    if isinstance(real, IPv6Address) and real not in _PUBLIC_IPV6:
        return False
    return not any(real in network for network in _NOT_PUBLIC)


def _real(address: Address) -> Address:
    """The address of IPv4 that stands in one of IPv6, if there is one."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address


@dataclass
class Answer:
    """What the other side answered. headers: by name, in any case of letters."""

    status: int
    headers: Mapping[str, str]
    _response: BaseHTTPResponse
    _exchange: "_Exchange"

    def chunks(self, n_bytes: int = 2**16) -> Iterator[bytes]:
        """The body, piece by piece. Raises Unreachable where it breaks off."""
        with self._exchange.told():
            yield from self._response.stream(n_bytes)

    def beginning(self, n_bytes: int) -> bytes:
        """The first bytes of the body, at most so many. Raises Unreachable."""
        with self._exchange.told():
            return self._response.read(n_bytes)


@contextmanager
def sent(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    body: bytes | None = None,
    silent_s: float = 10.0,
    within_s: float | None = None,
) -> Iterator[Answer]:
    """Send one request; the answer, whatever its status, to be read while the block lasts.

    silent_s: how long connecting may take, and how long the other side may then be silent. within_s: how long all of it
    may take once the host's number is known, reading the answer included; None: as long as it likes.

    Raises Invalid (address_invalid, address_refused), Unreachable.
    """
    target = target_of(url)
    connection = _connection(target, allowed_address(target), silent_s)
    exchange = _Exchange(connection, silent_s=silent_s, within_s=within_s)
    try:
        with exchange.told():
            exchange.connect()
            about = {"Host": target.header, **headers}
            connection.request(method, target.path, body, about, preload_content=False, decode_content=False)
            response = connection.getresponse()
        with response:
            yield Answer(response.status, response.headers, response, exchange)
    finally:
        exchange.close()


def _connection(target: Target, number: str, silent_s: float) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(number, target.port, timeout=silent_s)
    # The certificate is that of the name, whatever number it stands for.
    return HTTPSConnection(number, target.port, timeout=silent_s, ssl_context=_trust(), server_hostname=target.host)


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Exchange:
    """One connection and its end: when its time is over, whoever waits for more of it is woken."""

    def __init__(self, connection: HTTPConnection, *, silent_s: float, within_s: float | None) -> None:
        self._connection, self._silent_s = connection, silent_s
        # An answer that ends its connection takes the socket with it.
        self._socket: socket.socket | None = None
        self._cut_after_s: float | None = None
        self._timer = Timer(within_s, self._cut, [within_s]) if within_s else None
        if self._timer:
            self._timer.daemon = True
            self._timer.start()

    def connect(self) -> None:
        self._connection.connect()
        self._socket = self._connection.sock

    def close(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._connection.close()

    @contextmanager
    def told(self) -> Iterator[None]:
        """What goes wrong in the block is told as Unreachable."""
        try:
            yield
        except (problems.HTTPError, HTTPException, OSError) as error:
            raise Unreachable(self._words(error)) from error
        if self._cut_after_s is not None:
            raise Unreachable(_late(self._cut_after_s))

    def _cut(self, after_s: float) -> None:
        self._cut_after_s = after_s
        if self._socket is not None:
            with suppress(OSError):
                # Of the plain socket: that of TLS would first forget what another thread is reading.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def _words(self, error: Exception) -> str:
        if self._cut_after_s is not None:
            return _late(self._cut_after_s)
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"Its certificate is not valid: {error.verify_message}."
        if isinstance(error, ssl.SSLError):
            return f"No safe connection: {error.reason or error}."
        if isinstance(error, problems.NewConnectionError):
            cause = error.__cause__
            return f"Nobody answers there: {getattr(cause, 'strerror', None) or cause}."
        if isinstance(error, TimeoutError | problems.TimeoutError):
            return _late(self._silent_s)
        return "The connection broke off before a whole answer had come."


def _late(seconds: float) -> str:
    return f"No answer within {seconds:g} seconds."
