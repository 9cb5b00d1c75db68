"""Bodies as they come in: JSON as Django REST framework reads it, whatever a stranger puts into it, and forms."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework import parsers
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

# What a form adds around its file.
FORM_BYTES = 2**20


class JSONParser(parsers.JSONParser):
    """A body that is nested deeper than Python can follow is a bad request, and no error of the server."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("This JSON is nested too deeply.") from error


def file_bytes(request: Request) -> int:
    """The file in this form has so many bytes at least, as the request's header says.

    For `initial` of a view: checking the CSRF token already would take the whole body in.
    """
    return int(request.META.get("CONTENT_LENGTH") or 0) - FORM_BYTES
