"""The status codes that operations may answer, one by one, in the schema: the one envelope, each with an example."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_TEXT = {"type": "string"}
ERRORS: dict[str, Any] = {
    "ErrorType": {"type": "string", "enum": ["validation_error", "client_error", "server_error"]},
    "ErrorItem": {
        "type": "object",
        "required": ["code", "detail", "attr"],
        "properties": {
            "code": {**_TEXT, "description": "Stable; programs may rely on it."},
            "detail": {**_TEXT, "description": "A plain sentence for people."},
            "attr": {**_TEXT, "nullable": True, "description": "The field, where there is one."},
        },
    },
    "ErrorEnvelope": {
        "type": "object",
        "required": ["type", "errors"],
        "properties": {
            "type": {"$ref": "#/components/schemas/ErrorType"},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ErrorItem"}},
        },
    },
}
RETRY_AFTER = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds after which to ask again."}}


@dataclass(frozen=True)
class Refusal:
    """What a status code means, with an example: a code, a sentence and a field."""

    name: str
    about: str
    code: str
    detail: str
    attr: str | None = None
    kind: str = "client_error"
    headers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def response(self) -> dict[str, Any]:
        """As OpenAPI writes it."""
        error = {"code": self.code, "detail": self.detail, "attr": self.attr}
        example = {"type": self.kind, "errors": [error]}
        content = {"schema": {"$ref": "#/components/schemas/ErrorEnvelope"}, "example": example}
        return {"description": self.about, "headers": {**self.headers}, "content": {"application/json": content}}


REFUSALS = {
    "400": Refusal(
        "Invalid",
        "Something in it cannot be taken, or is not known: each field by its name.",
        code="unknown_field",
        detail="There is no field “colour”.",
        attr="colour",
        kind="validation_error",
    ),
    "401": Refusal(
        "WhoAreYou",
        "Nobody is signed in, or the token does not work.",
        code="token_invalid",
        detail="This token does not work: it was revoked, has run out, or is mistyped.",
    ),
    "403": Refusal(
        "NotAllowed",
        "The role or the token is not for this, or the CSRF token is missing.",
        code="token_not_enough",
        detail="This token is not for this: it needs the scope “manage”.",
    ),
    "404": Refusal(
        "NotThere",
        "It does not exist, or not for whoever asks.",
        code="not_found",
        detail="This project does not exist, or you are not a member of its project.",
    ),
    "406": Refusal(
        "NotAcceptable",
        "The header Accept asks for what there is not.",
        code="not_acceptable",
        detail="Could not satisfy the request Accept header.",
    ),
    "409": Refusal(
        "Conflict",
        "Not at this moment, or another person is signed in than X-Person names.",
        code="name_taken",
        detail="There is a project called “Reviews” already.",
        attr="name",
    ),
    "412": Refusal(
        "Outdated",
        "It has changed since it was read.",
        code="changed_meanwhile",
        detail="These settings were changed after you had read them. Read them again, then change them.",
    ),
    "413": Refusal("TooLong", "The body is too long.", code="request_too_large", detail="This request is too large."),
    "415": Refusal(
        "OtherMediaType",
        "The body is of a type that is not read here.",
        code="unsupported_media_type",
        detail='Unsupported media type "text/plain" in request.',
    ),
    "429": Refusal(
        "TooMany",
        "Too many requests by this token, or too many wrong passwords.",
        code="too_many_requests",
        detail="This token has made too many requests within a minute. Go on in 12 seconds.",
        headers=RETRY_AFTER,
    ),
    "503": Refusal(
        "DatabaseAway",
        "The database is away.",
        code="database_away",
        detail="The database does not answer at the moment. Try again.",
        kind="server_error",
        headers=RETRY_AFTER,
    ),
}


def with_codes(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """What each operation may refuse beyond what its view says, code by code."""
    components = result["components"]
    components["schemas"].update(ERRORS)
    components["responses"] = {refusal.name: refusal.response for refusal in REFUSALS.values()}
    for path, operations in result["paths"].items():
        for operation in operations.values():
            for code in _codes(path, operation):
                said = {"$ref": f"#/components/responses/{REFUSALS[code].name}"}
                operation["responses"].setdefault(code, said)
            if "If-None-Match" in _names(operation, "header"):
                operation["responses"]["304"] = {"description": "Nothing has changed."}
    return result


def _codes(path: str, operation: dict[str, Any]) -> Iterator[str]:
    yield from ("406", "503")
    # Where somebody may come in, fields and parameters that are not known are refused, and tokens counted.
    if any(operation.get("security", [])):
        yield from ("400", "401", "403", "409", "429")
    if "{" in path or "project" in _names(operation, "query"):
        yield "404"
    if "requestBody" in operation:
        yield from ("413", "415")
    if "If-Match" in _names(operation, "header"):
        yield "412"


def _names(operation: dict[str, Any], where: str) -> set[str]:
    return {each["name"] for each in operation.get("parameters", []) if each["in"] == where}
