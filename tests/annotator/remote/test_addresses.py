"""Which addresses of other machines may be read: those below places that are allowed, however they are written."""

import pytest

from annotator.remote import Allowed, Refused, place_of

ALLOWED = Allowed(["https://images.example.org/photos", "http://intern:8080", "s3://bucket/pre/fix", "gs://open"])


@pytest.mark.parametrize(
    "address",
    [
        "https://images.example.org/photos",
        "https://images.example.org/photos/a.jpg",
        "HTTPS://IMAGES.example.org:443/photos/cats/a b.jpg?width=300",
        "https://images.example.org./photos/ä.jpg",
        "http://intern:8080/anything",
        "s3://bucket/pre/fix/a.jpg",
        "s3://bucket/pre/fix",
        "gs://open/a.jpg",
        "gcs://open/a.jpg",
    ],
)
def test_what_lies_below_an_allowed_place_may_be_read(address: str) -> None:
    ALLOWED.checked(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://images.example.org/photos/a.jpg",
        "https://images.example.org/photos2/a.jpg",
        "https://images.example.org/other/a.jpg",
        "https://images.example.org:8443/photos/a.jpg",
        "https://images.example.org.evil.com/photos/a.jpg",
        "https://evil.com/https://images.example.org/photos/a.jpg",
        "http://intern/anything",
        "http://127.0.0.1:8080/",
        "http://169.254.169.254/latest/meta-data/",
        "s3://bucket/pre/fixed/a.jpg",
        "s3://bucket/pre",
        "s3://bucket2/pre/fix/a.jpg",
        "gs://bucket/pre/fix/a.jpg",
    ],
)
def test_what_lies_elsewhere_may_not(address: str) -> None:
    with pytest.raises(Refused) as error:
        ALLOWED.checked(address)
    assert error.value.code == "source_not_allowed"
    assert "ALLOWED_SOURCES" in error.value.detail


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a.jpg",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://images.example.org/photos/a.jpg",
        "gopher://images.example.org/photos",
        "https://images.example.org/photos/../secret.jpg",
        "https://images.example.org/photos/%2e%2e/secret.jpg",
        "https://images.example.org/photos/..%2Fsecret.jpg",
        "https://images.example.org\\@evil.com/photos/a.jpg",
        "https://images.example.org@evil.com/photos/a.jpg",
        "https://user:secret@images.example.org/photos/a.jpg",
        "https://images.example.org/photos/a.jpg\r\nHost: evil.com",
        "https://images.example.org:99999/photos/a.jpg",
        "https:///photos/a.jpg",
        "https://ima ges.example.org/photos",
        "s3://bucket/pre/fix/../../a.jpg",
        "s3:///a.jpg",
        "s3://Bucket_/a",
        "https://images.example.org/photos/" + "a" * 3_000,
        "https://images.example.org/photos/" + "写" * 300,
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(Refused) as error:
        ALLOWED.checked(address)
    assert error.value.code == "bad_address"


@pytest.mark.parametrize("name", ["a" * 3_000, "写" * 300, " " * 700])
def test_an_address_that_is_too_long_as_it_is_sent_is_told_so(name: str) -> None:
    with pytest.raises(Refused, match="is too long: as it is sent, it may have 2,000 characters"):
        place_of(f"https://images.example.org/{name}.jpg")


def test_without_a_setting_nothing_may_be_read_and_the_sentence_says_how() -> None:
    with pytest.raises(Refused) as error:
        Allowed([]).checked("https://images.example.org/a.jpg")
    assert "ALLOWED_SOURCES=https://images.example.org,s3://bucket/prefix" in error.value.detail


def test_an_address_is_asked_for_as_servers_want_it() -> None:
    assert str(place_of("https://Köln.example/Straße 1/50%.jpg?q=ä b")) == (
        "https://xn--kln-sna.example/Stra%C3%9Fe%201/50%.jpg?q=%C3%A4%20b"
    )
    assert str(place_of("s3://bucket/a b/50%/ä.jpg")) == "s3://bucket/a b/50%/ä.jpg"


def test_a_place_that_is_none_is_said_at_the_start() -> None:
    with pytest.raises(Refused):
        Allowed(["images.example.org"])
