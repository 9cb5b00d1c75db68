"""Which requests wait beside which, and how long their bodies may be."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from labelapp import web
from tests.cast import alice

UPLOADS = "POST /api/projects/7/uploads"


def parsed(line: str, *headers: str, parser: type[HTTPRequestParser] = HTTPRequestParser) -> Any:
    request = parser(Adjustments(max_request_body_size=web.BODY_BYTES))
    request.received("\r\n".join((f"{line} HTTP/1.1", "Host: here", *headers, "", "")).encode())
    return request


@pytest.mark.parametrize(
    ("line", "lane"),
    [
        ("POST /api/session", web.SIGN_IN),
        ("GET /api/session", web.WORK),
        ("POST /api/invitations/abc", web.SIGN_IN),
        (UPLOADS, web.FILES),
        ("GET /api/projects/7/uploads", web.WORK),
        ("GET /api/jobs/5f/file?x=1", web.FILES),
        ("POST /api/projects/7/deck", web.WORK),
        ("GET /api/media/3", web.WORK),
    ],
)
def test_signing_in_and_files_wait_beside_the_work(line: str, lane: str) -> None:
    assert web.lane_of(parsed(line)) == lane


# A look-up closes its connection, and with it a test's transaction: only the first one would find anybody.
@pytest.mark.django_db(transaction=True)
def test_only_an_upload_of_somebody_who_is_signed_in_may_be_long() -> None:
    client = Client()
    client.force_login(alice())
    cookie = f"Cookie: {settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    length = f"Content-Length: {web.BODY_BYTES * 3}"
    assert parsed(UPLOADS, length, cookie, parser=web.Parser).error is None
    for line, headers in [
        (UPLOADS, (length,)),
        (UPLOADS, (length, f"{cookie}x")),
        (UPLOADS, (f"Content-Length: {settings.UPLOAD_MAX_BYTES * 2}", cookie)),
        ("POST /api/projects/7/deck", (length, cookie)),
    ]:
        assert parsed(line, *headers, parser=web.Parser).error.code == 413


@pytest.mark.django_db
def test_a_cookie_that_no_database_takes_is_nobodys() -> None:
    headers = {"COOKIE": rf'{settings.SESSION_COOKIE_NAME}="\000aaaaaaaa"'}
    assert not web.signed_in(headers)
