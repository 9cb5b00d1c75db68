"""JSON answers as Django REST framework writes them, whatever was sent before."""

from collections.abc import Mapping
from typing import Any

from rest_framework import renderers


class JSONRenderer(renderers.JSONRenderer):
    """An error may repeat half a character, which JSON can name and UTF-8 cannot hold: it goes out as JSON names it."""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        try:
            return bytes(super().render(data, accepted_media_type, renderer_context))
        except UnicodeEncodeError:
            return bytes(_Escaped().render(data, accepted_media_type, renderer_context))


class _Escaped(renderers.JSONRenderer):
    ensure_ascii = True
