"""What stands behind “?” of lists for programs: read as strictly as a body, and the way to the next page."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from rest_framework import serializers
from rest_framework.request import Request

from annotator.api.bodies import Body

MOST_PER_PAGE = 1000


class PageIn(Body):
    """Where the page begins, as “next” of the one before says, and how much comes at once."""

    after = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    count = serializers.IntegerField(default=100, min_value=1, max_value=MOST_PER_PAGE)


class PageOut(serializers.Serializer[Any]):
    """next: the address of the next page; null at the end. Before, a page may hold less than asked for, or nothing."""

    next = serializers.CharField(allow_null=True)


def query_of(request: Request, form: type[Body]) -> dict[str, Any]:
    """What is asked, as the serializer has it; what is empty is not asked. Raises DRF's ValidationError."""
    given = request.query_params
    # Out of Django's QueryDict: serializers take what is missing there for a box that was not ticked.
    lists = {name for name, field in form().fields.items() if isinstance(field, serializers.ListField)}
    query = form(data={name: given.getlist(name) if name in lists else given[name] for name in given if given[name]})
    query.is_valid(raise_exception=True)
    asked: dict[str, Any] = query.validated_data
    return asked


def next_address(request: Request, after: str | None) -> str | None:
    """This address with another place to begin at, on this server; None at the end."""
    if after is None:
        return None
    said = [(name, value) for name, values in request.query_params.lists() for value in values if name != "after"]
    return f"{request.path}?{urlencode([*said, ('after', after)])}"


def without(said: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name not in names}
