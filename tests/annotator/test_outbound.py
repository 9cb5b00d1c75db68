"""Requests to addresses that people name: only to public ones, to the number that was checked, for a limited time."""

import socket
import ssl
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from annotator import outbound
from annotator.errors import Invalid
from annotator.outbound import Unreachable, is_public, sent, target_of
from tests.receiver import Receiver, listening

# Of a host that is called receiver.test, signed by itself; it opens nothing anywhere.
KEY_AND_CERTIFICATE = """
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCBAk10A0xz7Hsndo
TN1eMk9drDbll3tDMXc2ycJrSeehRANCAATMvumuSQ5Pq+U5FyR2g5kWteS2JtjK
xrnMgpVbt0rw+KJh4jxHbbTmfBAil6umpOvyDet6vYdWSDdlhTGMkX3u
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBoDCCAUegAwIBAgIUZv+SoyKNJflOdJhNHgDgEXnCD8owCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDAgFw0yNjExMjkwMjM4MjhaGA8yMTI2
MTEwNTAyMzgyOFowGDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABMy+6a5JDk+r5TkXJHaDmRa15LYm2MrGucyClVu3SvD4
omHiPEdttOZ8ECKXq6ak6/IN63q9h1ZIN2WFMYyRfe6jbTBrMB0GA1UdDgQWBBRP
ecIiqOuFYXahfbqmW+xGe1hbgzAfBgNVHSMEGDAWgBRPecIiqOuFYXahfbqmW+xG
e1hbgzAPBgNVHRMBAf8EBTADAQH/MBgGA1UdEQQRMA+CDXJlY2VpdmVyLnRlc3Qw
CgYIKoZIzj0EAwIDRwAwRAIgauDEWSVxCROpb5c/T9Y4/IZW6I/rDEe51Lcx7KwV
S14CIBG9afjrO2ewbH9qJO7pBeDwoz+8KYyEHKdkCt17/3vj
-----END CERTIFICATE-----
"""


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Every name stands for these numbers, one after the other, the last for ever; gives the names that are asked."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, *args: Any, **options: Any) -> Any:
        if host[0].isdigit():
            return real(host, port, *args, **options)
        asked.append(host)
        return real(answers[min(len(asked), len(answers)) - 1], port, *args, **options)

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def asked_of(url: str, **options: Any) -> int:
    with sent("POST", url, headers={}, body=b"{}", **options) as answer:
        return answer.status


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.31.0.1", "192.168.1.1", "100.100.100.200"),
        *("169.254.169.254", "192.0.0.192", "168.63.129.16", "224.0.0.1", "255.255.255.255", "198.18.0.1"),
        *("::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:7f00:1::", "fec0::1", "::127.0.0.1"),
    ],
)
def test_what_only_this_server_reaches_is_not_public(number: str) -> None:
    assert not is_public(ip_address(number))


@pytest.mark.parametrize("number", ["8.8.8.8", "172.32.0.1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2606:4700::1111"])
def test_what_everybody_reaches_is_public(number: str) -> None:
    assert is_public(ip_address(number))


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.org", "ftp://example.org/a", "file:///etc/passwd", "http://", "http:///a", "https://ann@x.org"),
        *("https://ann:secret@example.org/", "https://example.org:99999/", "https://example.org/a b"),
        *(
            "http://x\r\nA: b",
            "gopher://127.0.0.1:6379/_FLUSHALL",
            f"https://example.org/{'a' * 2000}",
            f"https://{'a' * 64}.org/",
        ),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        target_of(url)
    assert (refused.value.code, refused.value.attr) == ("address_invalid", "url")


def test_an_address_is_taken_apart() -> None:
    target = target_of("https://Hooks.example.org:8443/a/b?c=d#e")
    assert (target.host, target.port, target.path) == ("hooks.example.org", 8443, "/a/b?c=d")
    assert target.header == "hooks.example.org:8443"
    assert target_of("http://example.org").header == "example.org"
    assert target_of("http://[::1]:80/").header == "[::1]"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "localhost."]
)
def test_this_machine_gets_no_request_however_it_is_spelled(host: str, settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED = []
    with listening() as receiver, pytest.raises(Invalid) as refused:
        asked_of(f"http://{host}:{receiver.port}/")
    assert refused.value.code == "address_refused"
    assert receiver.got == []


def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED = ["10.0.0.0/8", "other.test"]
    resolving(monkeypatch, "127.0.0.1")
    with listening() as receiver, pytest.raises(Invalid):
        asked_of(f"http://receiver.test:{receiver.port}/")
    assert receiver.got == []


@pytest.mark.parametrize("allowed", ["127.0.0.0/8", "127.0.0.1", "receiver.test", "Receiver.test"])
def test_the_operator_allows_networks_addresses_and_hosts(
    allowed: str, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.OUTBOUND_ALLOWED = ["10.0.0.0/8", allowed]
    resolving(monkeypatch, "127.0.0.1")
    with listening() as receiver:
        assert asked_of(f"http://receiver.test:{receiver.port}/labels?a=b") == 200
    (got,) = receiver.got
    assert (got.method, got.path, got.body) == ("POST", "/labels?a=b", b"{}")
    assert got.headers["Host"] == f"receiver.test:{receiver.port}"


def test_the_number_that_was_checked_is_the_one_that_is_asked(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.OUTBOUND_ALLOWED = ["127.0.0.1"]
    # Asked twice, the name would stand for a number where nobody listens.
    asked = resolving(monkeypatch, "127.0.0.1", "127.0.0.9")
    with listening() as receiver:
        assert asked_of(f"http://receiver.test:{receiver.port}/") == 200
    assert asked == ["receiver.test"]


def test_a_redirect_is_an_answer_and_not_followed(receiver: Receiver) -> None:
    receiver.status, receiver.headers = 302, {"Location": "/elsewhere"}
    with sent("GET", receiver.url, headers={}) as answer:
        assert (answer.status, answer.headers["location"]) == (302, "/elsewhere")
    assert len(receiver.got) == 1


def test_an_answer_is_read_in_pieces_or_at_its_beginning(receiver: Receiver) -> None:
    receiver.body = b"a" * 200_000
    with sent("GET", receiver.url, headers={}) as answer:
        assert b"".join(answer.chunks()) == receiver.body
    with sent("GET", receiver.url, headers={}) as answer:
        assert answer.beginning(1000) == b"a" * 1000


def test_who_lets_us_wait_is_left(receiver: Receiver) -> None:
    receiver.before = lambda _got: receiver.is_over.wait()
    with pytest.raises(Unreachable, match=r"^No answer within 0\.2 seconds\.$"):
        asked_of(receiver.url, silent_s=0.2, within_s=3600)
    receiver.is_over.set()


@pytest.mark.slow
def test_who_says_a_little_again_and_again_is_left_too(receiver: Receiver) -> None:
    receiver.drips = True
    with pytest.raises(Unreachable, match=r"^No answer within 0\.5 seconds\.$"):
        asked_of(receiver.url, silent_s=5, within_s=0.5)


def test_what_goes_wrong_in_the_block_stays_what_it_is(receiver: Receiver) -> None:
    with pytest.raises(OSError, match="no space left"), sent("GET", receiver.url, headers={}):
        raise OSError("no space left")


def test_nobody_there_is_said_in_words(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED = ["127.0.0.1"]
    with listening() as receiver:
        url = receiver.url
    with pytest.raises(Unreachable, match=r"^Nobody answers there: Connection refused\.$"):
        asked_of(url)


def test_a_name_that_nobody_has_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: Any, **options: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable, match=r"^No host is called “nowhere\.test”\.$"):
        asked_of("https://nowhere.test/")


def test_who_breaks_off_is_said_in_words(receiver: Receiver) -> None:
    def hang_up(_got: object) -> None:
        raise ConnectionAbortedError

    receiver.before = hang_up
    with pytest.raises(Unreachable, match="broke off"):
        asked_of(receiver.url)


def test_the_certificate_is_that_of_the_name_and_not_of_the_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.OUTBOUND_ALLOWED = ["127.0.0.1"]
    resolving(monkeypatch, "127.0.0.1")
    pem = tmp_path / "receiver.pem"
    pem.write_text(KEY_AND_CERTIFICATE)
    with listening(tls=pem) as receiver:
        with pytest.raises(Unreachable, match="certificate is not valid: self-signed"):
            asked_of(f"https://receiver.test:{receiver.port}/")
        trust = ssl.create_default_context(cafile=pem)
        monkeypatch.setattr(outbound, "_trust", lambda: trust)
        assert asked_of(f"https://receiver.test:{receiver.port}/") == 200
        with pytest.raises(Unreachable, match="certificate is not valid: Hostname mismatch"):
            asked_of(f"https://impostor.test:{receiver.port}/")
    assert len(receiver.got) == 1
