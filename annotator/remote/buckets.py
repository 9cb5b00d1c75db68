"""Files of buckets: S3 and what speaks like it, and Google's storage by the same interface."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from annotator.remote.addresses import Place, Refused, Unreachable

CONNECT_S, SILENT_S = 10, 20
PIECE_BYTES = 64 * 2**10
AT_ONCE = 16
GOOGLE = "https://storage.googleapis.com"


@dataclass(frozen=True)
class Keys:
    """For Google's storage: an HMAC key, empty for buckets that everybody may read. Those for S3 boto3 finds itself."""

    google_id: str = ""
    google_secret: str = ""
    google_endpoint: str = GOOGLE


class Listed(NamedTuple):
    """A file below a place. path: from there."""

    path: str
    size: int


class Buckets:
    """May be used by several threads."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._clients: dict[str, Any] = {}

    def is_file(self, place: Place) -> bool:
        """Is there a file of just this name? Raises Refused, Unreachable."""
        if not place.path or place.path.endswith("/"):
            return False
        try:
            with _plainly(place):
                self._client(place).head_object(Bucket=place.host, Key=place.path)
        except Refused as error:
            if error.code == "not_there":
                return False
            raise
        return True

    def listed(self, place: Place) -> Iterator[Listed]:
        """All files below, in the order of their names. Raises Refused, Unreachable."""
        prefix = place.path if not place.path or place.path.endswith("/") else f"{place.path}/"
        pages = self._client(place).get_paginator("list_objects_v2").paginate(Bucket=place.host, Prefix=prefix)
        with _plainly(place):
            for page in pages:
                for found in page.get("Contents", ()):
                    # What ends so stands for a folder.
                    if not found["Key"].endswith("/"):
                        yield Listed(found["Key"][len(prefix) :], int(found["Size"]))

    def pieces(self, place: Place, *, first: int | None = None) -> Iterator[bytes]:
        """The file, piece by piece; first: so many bytes of it. Raises Refused, Unreachable."""
        part = {"Range": f"bytes=0-{first - 1}"} if first else {}
        with _plainly(place):
            body = self._client(place).get_object(Bucket=place.host, Key=place.path, **part)["Body"]
            try:
                yield from body.iter_chunks(PIECE_BYTES)
            finally:
                body.close()

    def _client(self, place: Place) -> Any:
        if place.scheme not in self._clients:
            self._clients[place.scheme] = _client(place.scheme, self._keys)
        return self._clients[place.scheme]


def _client(scheme: str, keys: Keys) -> Any:
    # Only whoever reads from buckets needs it.
    import boto3
    from botocore import UNSIGNED
    from botocore.config import Config

    session = boto3.session.Session()
    more: dict[str, Any] = {}
    is_known = session.get_credentials() is not None
    if scheme == "gs":
        is_known = bool(keys.google_id)
        more = {
            "endpoint_url": keys.google_endpoint,
            "region_name": "auto",
            "aws_access_key_id": keys.google_id or None,
            "aws_secret_access_key": keys.google_secret or None,
        }
    config = Config(
        connect_timeout=CONNECT_S,
        read_timeout=SILENT_S,
        max_pool_connections=AT_ONCE,
        response_checksum_validation="when_required",
        signature_version=None if is_known else UNSIGNED,
        retries={"total_max_attempts": 2, "mode": "standard"},
    )
    return session.client("s3", config=config, **more)


@contextmanager
def _plainly(place: Place) -> Iterator[None]:
    """Turns what the library raises into a sentence."""
    from botocore.exceptions import BotoCoreError, ClientError
    from urllib3.exceptions import HTTPError

    try:
        yield
    except ClientError as error:
        raise _refused(place, error) from error
    except (BotoCoreError, HTTPError, OSError) as error:
        raise Unreachable(f"The storage of {place.origin} does not answer as it should. Try again later.") from error


def _refused(place: Place, error: Any) -> Refused:
    code = str(error.response.get("Error", {}).get("Code", ""))
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    if code == "NoSuchBucket":
        return Refused("no_bucket", f"There is no bucket {place.origin}. Mend the address.")
    if code == "InvalidRange":
        return Refused("empty", "This file is empty.")
    if status == 404:
        return Refused("not_there", "There is nothing at this address. Mend the address.")
    if status in (401, 403) or code in ("InvalidAccessKeyId", "SignatureDoesNotMatch"):
        detail = f"{place.origin} does not let this installation read it. Whoever runs it can give it a key."
        return Refused("not_readable", detail)
    if status >= 500 or code in ("SlowDown", "RequestTimeout"):
        return Unreachable(f"The storage of {place.origin} is busy or out of order. Try again later.")
    return Refused("not_readable", f"The storage of {place.origin} answers with {code or status}. Mend the address.")
