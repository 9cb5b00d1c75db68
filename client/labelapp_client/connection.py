"""Requests to one server by one token: sent again where that does no harm, refused as exceptions."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote, urlencode, urljoin

from urllib3 import BaseHTTPResponse, PoolManager
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from labelapp_client.errors import OF_STATUS, ApiError, Unreachable
from labelapp_client.operations_gen import OPERATIONS, OperationId

AGAIN = 8
# Between a request and the next try where the server does not say how long: doubled each time, seconds.
WAIT_S, LONGEST_WAIT_S = 0.25, 30
# Of what changes something, this alone is sent again where no answer came: rows and answers are known by ids and keys,
# settings end as they were set, and of an export or an upload there is at most one more. Anything else would happen
# twice, or be refused the second time although it has happened.
REPEATABLE: frozenset[OperationId] = frozenset(
    {
        *("answers_give", "deck_exchange", "items_add", "suggestions_add"),
        *("people_change", "project_change", "project_start", "webhook_change"),
        *("exports_create", "imports_create", "sources_create", "uploads_create", "uploads_look_again"),
        *("benchmarks_plan", "items_nearest_picture", "labels_preview", "overlap_preview"),
    }
)
NOTHING: Mapping[str, Any] = {}


class Answered(NamedTuple):
    """content: as `ask` returns it. etag: of what was read or changed; None where it has none."""

    content: Any
    etag: str | None


class Connection:
    """timeout_s: how long a server may be silent."""

    def __init__(self, url: str, token: str, *, timeout_s: float) -> None:
        self.url = url.rstrip("/")
        self._headers = {"Authorization": f"Token {token}", "User-Agent": "labelapp-client"}
        self._pool = PoolManager(timeout=timeout_s)

    def close(self) -> None:
        self._pool.clear()

    def ask(
        self,
        operation: OperationId,
        *,
        path: Mapping[str, Any] = NOTHING,
        query: Mapping[str, Any] = NOTHING,
        body: Any = None,
    ) -> Any:
        """The answer of any operation of the API, by its name; of one that answers with a file, its bytes.

        Raises ApiError, Unreachable.
        """
        return self.answered(operation, path=path, query=query, body=body).content

    def answered(
        self,
        operation: OperationId,
        *,
        path: Mapping[str, Any] = NOTHING,
        query: Mapping[str, Any] = NOTHING,
        body: Any = None,
        if_match: str | None = None,
    ) -> Answered:
        """The answer with its ETag. if_match: that of what a change is meant for. Raises ApiError, Unreachable."""
        data = None if body is None else json.dumps(body, allow_nan=False).encode()
        headers = {"Content-Type": "application/json"} if data else {}
        if if_match is not None:
            headers["If-Match"] = if_match
        answer = self._send(operation, self._address(operation, path, query), data=data, headers=headers)
        return Answered(_content(answer), answer.headers.get("ETag"))

    def pages(
        self, operation: OperationId, *, path: Mapping[str, Any], query: Mapping[str, Any] = NOTHING
    ) -> Iterator[Any]:
        """What a list holds; a page is asked for when the one before it is used up."""
        page = self.ask(operation, path=path, query=query)
        yield from page["results"]
        while page["next"] is not None:
            page = _content(self._send(operation, urljoin(self.url, page["next"])))
            yield from page["results"]

    def upload(self, operation: OperationId, form: BinaryIO, *, path: Mapping[str, Any], kind: str) -> Any:
        """The answer to a body that stands in a file. kind: its content type."""
        headers = {"Content-Type": kind, "Content-Length": str(form.seek(0, 2))}
        form.seek(0)
        return _content(self._send(operation, self._address(operation, path), data=form, headers=headers))

    def opened(
        self, operation: OperationId, *, path: Mapping[str, Any], headers: Mapping[str, str]
    ) -> BaseHTTPResponse:
        """An answer whose bytes are still to be read. Raises ApiError, Unreachable."""
        return self._send(operation, self._address(operation, path), headers=headers, whole=False)

    def _address(self, operation: OperationId, path: Mapping[str, Any], query: Mapping[str, Any] = NOTHING) -> str:
        named = {name: quote(str(value), safe="") for name, value in path.items()}
        said = {name: _in_query(value) for name, value in query.items() if value is not None}
        address = self.url + OPERATIONS[operation][1].format(**named)
        return f"{address}?{urlencode(said, doseq=True)}" if said else address

    def _send(
        self,
        operation: OperationId,
        address: str,
        *,
        data: Any = None,
        headers: Mapping[str, str] = NOTHING,
        whole: bool = True,
    ) -> BaseHTTPResponse:
        try:
            answer = self._pool.request(
                OPERATIONS[operation][0],
                address,
                body=data,
                headers={**self._headers, **headers},
                retries=_retries(operation, headers),
                preload_content=whole,
            )
        except HTTPError as error:
            raise Unreachable(f"{self.url} does not answer: {error}") from error
        if answer.status >= 300:
            raise _refusal(answer)
        return answer


def _retries(operation: OperationId, headers: Mapping[str, str]) -> Retry:
    """429 and 503 that say after how long are waited for; what got no answer is sent again where that does no harm."""
    repeatable = operation in REPEATABLE or OPERATIONS[operation][0] == "GET"
    # After a change that came through, the tag that it was meant for is an old one.
    again = repeatable and "If-Match" not in headers
    return Retry(
        total=AGAIN,
        read=AGAIN if again else 0,
        redirect=False,
        allowed_methods=None,
        status_forcelist=[502, 503, 504] if again else [],
        backoff_factor=WAIT_S,
        backoff_max=LONGEST_WAIT_S,
        raise_on_status=False,
    )


def _in_query(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_in_query(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else value


def _content(answer: BaseHTTPResponse) -> Any:
    """What JSON holds; of other files their bytes."""
    if not answer.data:
        return None
    is_json = answer.headers.get("Content-Type", "application/json").partition(";")[0] == "application/json"
    return json.loads(answer.data) if is_json else answer.data


def _refusal(answer: BaseHTTPResponse) -> ApiError:
    """The error of an answer; where something before the server answered, its sentence is ours."""
    kind = OF_STATUS.get(answer.status, ApiError)
    try:
        return kind(answer.status, json.loads(answer.data)["errors"])
    except (ValueError, KeyError, TypeError):
        place = f", and names {answer.headers['Location']}" if "Location" in answer.headers else ""
        detail = f"The server answered {answer.status} {answer.reason or ''}".rstrip() + f"{place}."
        return kind(answer.status, [{"code": "error", "detail": detail, "attr": None}])
