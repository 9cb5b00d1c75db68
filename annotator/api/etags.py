"""Tags by which programs and pages know whether something is as they have read it.

A tag is “version-digest”. The digest is of everything that is shown, so If-None-Match tells whether anything is new.
If-Match asks for the version alone, which grows when settings change: who labels meanwhile stands in nobody's way.
"""

import hashlib
from typing import Any

from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

# No version has this number: of a tag that is none of ours.
UNKNOWN = -1
MAX_DIGITS = 10


def _header(name: str, about: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=about)


ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, description="Another one when anything of this has changed.", response=[200]
)
IF_NONE_MATCH = _header("If-None-Match", "The ETag of what you have: 304 where nothing has changed.")
IF_MATCH = _header("If-Match", "The ETag of what you have read: 412 where somebody has changed the settings since.")


def tag_of(version: int, shown: Any) -> str:
    """The ETag of what is shown, quotes and all."""
    digest = hashlib.sha256(JSONRenderer().render(shown)).hexdigest()
    return f'"{version}-{digest[:24]}"'


def is_known(request: Request, tag: str) -> bool:
    """Has whoever asks exactly this already?"""
    known = _tags(request, "If-None-Match")
    return "*" in known or tag in known


def versions_meant(request: Request) -> frozenset[int] | None:
    """The versions that a change is meant for; None: whichever there is. A tag that is none of ours is no version's."""
    tags = _tags(request, "If-Match")
    anything = "If-Match" not in request.headers or "*" in tags
    return None if anything else frozenset(_version(tag) for tag in tags)


def _tags(request: Request, header: str) -> list[str]:
    # A proxy that compresses marks tags as weak.
    return [tag.removeprefix("W/") for tag in parse_etags(request.headers.get(header, ""))]


def _version(tag: str) -> int:
    version = tag.strip('"').partition("-")[0]
    return int(version) if version.isascii() and version.isdecimal() and len(version) <= MAX_DIGITS else UNKNOWN
