"""Images, for members only."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from annotator.api.access import user_of
from annotator.api.view import View
from annotator.errors import NotFound
from annotator.selectors.items.finding import item_for

TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}


def media_url(item_id: int) -> str:
    """Where an item's image is read from, on this server."""
    return f"/api/media/{item_id}"


class MediaView(View):
    @extend_schema(operation_id="media_get", responses={(200, "image/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, item_id: int) -> HttpResponseBase:
        item = item_for(user_of(request), item_id=item_id)
        if item is None or not item.media:
            raise NotFound("This image")
        etag = f'"{item.content_hash}"'
        if request.headers.get("If-None-Match") == etag:
            return HttpResponseNotModified()
        try:
            file = default_storage.open(item.media)
        except FileNotFoundError as error:
            raise NotFound("This image") from error
        response = FileResponse(file, content_type=TYPES[item.media.rsplit(".", 1)[-1]])
        # The bytes under one item never change; only this person's browser may keep them.
        response["Cache-Control"] = "private, max-age=86400, immutable"
        response["ETag"] = etag
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
