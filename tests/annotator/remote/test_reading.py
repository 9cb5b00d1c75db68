"""Files of web servers and buckets, read within limits, with what goes wrong in sentences."""

import io
from collections.abc import Iterator
from typing import Any

import pytest

from annotator.remote import Allowed, Keys, Refused, Remote, Unreachable
from tests.annotator.remote.servers import (
    FileServer,
    bucket,
    cut_off,
    failing,
    forbidden,
    found_by_boto,
    redirecting,
    serving,
)

MOST = 1_000


@pytest.fixture
def server(settings: Any) -> Iterator[FileServer]:
    settings.OUTBOUND_ALLOWED = ["127.0.0.1"]
    with serving({"/a.txt": b"hello", "/big.txt": bytes(2 * MOST)}) as served:
        yield served


def remote(*places: str, keys: Keys | None = None, clock: list[float] | None = None) -> Remote:
    """Which never pauses."""
    times = iter(clock or [])
    return Remote(Allowed(places), keys=keys, clock=lambda: next(times, 0.0), sleep=lambda _seconds: None)


def test_a_file_of_the_web_is_read(server: FileServer) -> None:
    far = remote(server.url)
    assert far.read(f"{server.url}/a.txt", most=MOST) == b"hello"
    assert far.read(f"{server.url}/a.txt?again", most=MOST) == b"hello"
    assert far.is_file(f"{server.url}/a.txt")
    to = io.BytesIO(b"something that was there before")
    sizes: list[int] = []
    far.copy(f"{server.url}/a.txt", to, most=MOST, on_read=sizes.append)
    assert (to.getvalue(), sum(sizes)) == (b"hello", 5)


def test_of_a_large_file_the_beginning_is_enough(server: FileServer) -> None:
    server.files["/x"] = bytes(100_000)
    assert len(remote(server.url).head(f"{server.url}/x")) == 4096


def test_a_file_that_is_too_large_is_refused_before_it_is_whole(server: FileServer) -> None:
    with pytest.raises(Refused) as error:
        remote(server.url).read(f"{server.url}/big.txt", most=MOST)
    assert error.value.code == "too_large"


def test_a_file_that_takes_too_long_is_given_up(server: FileServer) -> None:
    with pytest.raises(Unreachable, match="120 seconds"):
        remote(server.url, clock=[0.0, 200.0] * 3).read(f"{server.url}/a.txt", most=MOST)


@pytest.mark.parametrize(("status", "code"), [(404, "not_there"), (403, "not_readable"), (418, "not_readable")])
def test_what_a_server_refuses_is_said_and_not_asked_again(server: FileServer, status: int, code: str) -> None:
    server.files["/x"] = failing(status, times=9)
    with pytest.raises(Refused) as error:
        remote(server.url).read(f"{server.url}/x", most=MOST)
    assert (error.value.code, len(server.asked)) == (code, 1)


def test_a_busy_server_is_asked_again(server: FileServer) -> None:
    server.files["/x"] = failing(503, times=2, then=b"at last")
    assert remote(server.url).read(f"{server.url}/x", most=MOST) == b"at last"
    server.files["/x"] = failing(429, times=9)
    with pytest.raises(Unreachable):
        remote(server.url).read(f"{server.url}/x", most=MOST)


def test_half_a_file_is_no_file(server: FileServer) -> None:
    server.files["/x"] = cut_off(b"half")
    with pytest.raises(Unreachable):
        remote(server.url).read(f"{server.url}/x", most=MOST)


def test_nobody_there_is_said(settings: Any) -> None:
    settings.OUTBOUND_ALLOWED = ["127.0.0.1"]
    with serving({}) as gone:
        url = gone.url
    with pytest.raises(Unreachable):
        remote(url).read(f"{url}/a.txt", most=MOST)


def test_a_redirection_is_followed_only_to_where_reading_is_allowed(server: FileServer) -> None:
    with serving({"/secret": b"secret", "/a.txt": b"moved"}) as other:
        server.files |= {"/in": redirecting("/a.txt"), "/out": redirecting(f"{other.url}/secret")}
        server.files |= {"/to": redirecting(f"{other.url}/a.txt"), "/round": redirecting("/round")}
        far = remote(server.url, f"{other.url}/a.txt")
        assert far.read(f"{server.url}/in", most=MOST) == b"hello"
        assert far.read(f"{server.url}/to", most=MOST) == b"moved"
        with pytest.raises(Refused) as error:
            far.read(f"{server.url}/out", most=MOST)
        assert error.value.code == "source_not_allowed"
        assert other.asked == ["/a.txt"]
        with pytest.raises(Refused) as error:
            far.read(f"{server.url}/round", most=MOST)
        assert error.value.code == "too_many_redirects"


def test_an_allowed_name_that_leads_inside_is_not_asked_unless_that_is_allowed_too(
    server: FileServer, settings: Any
) -> None:
    settings.OUTBOUND_ALLOWED = []
    with pytest.raises(Refused) as error:
        remote(server.url).read(f"{server.url}/a.txt", most=MOST)
    assert (error.value.code, server.asked) == ("address_refused", [])
    assert "OUTBOUND_ALLOWED" in error.value.detail


# Buckets

OBJECTS = {
    "set/cats/ä b+c.png": b"1",
    "set/dogs/2.png": b"22",
    "set/dogs/3.png": b"333",
    "set2/x.png": b"x",
    "set/": b"",
}


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    with serving(bucket("data", OBJECTS)) as served:
        found_by_boto(served, monkeypatch)
        yield served


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["s3", "gs"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_a_part_of_a_bucket_is_listed_and_read(storage: FileServer, scheme: str, slash: str) -> None:
    far = remote(f"{scheme}://data/set", keys=Keys(google_endpoint=storage.url))
    address = f"{scheme}://data/set{slash}"
    assert not far.is_file(address)
    assert list(map(tuple, far.listed(address))) == [("cats/ä b+c.png", 1), ("dogs/2.png", 2), ("dogs/3.png", 3)]
    assert far.read(f"{scheme}://data/set/cats/ä b+c.png", most=MOST) == b"1"
    assert far.head(f"{scheme}://data/set/dogs/3.png") == b"333"
    assert far.is_file(f"{scheme}://data/set/dogs/3.png")


@pytest.mark.slow
def test_a_bucket_that_may_not_be_read_says_so(storage: FileServer) -> None:
    storage.files |= {"/data": forbidden, "/data/set/x": forbidden}
    far = remote("s3://data")
    for reading in (lambda: list(far.listed("s3://data/set")), lambda: far.read("s3://data/set/x", most=MOST)):
        with pytest.raises(Refused) as error:
            reading()
        assert error.value.code == "not_readable"
    with pytest.raises(Refused) as error:
        far.read("s3://data/set/missing", most=MOST)
    assert error.value.code == "not_there"


def test_a_storage_that_is_away_says_so(monkeypatch: pytest.MonkeyPatch, storage: FileServer) -> None:
    with serving({}) as gone:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", gone.url)
    with pytest.raises(Unreachable):
        list(remote("s3://data").listed("s3://data/set"))
