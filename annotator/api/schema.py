"""What the OpenAPI schema says beyond what the serializers say."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import PolymorphicProxySerializer

import selection
from annotator import limits
from annotator.label_keys import KEYS, LABEL_COLORS, RESERVED_KEYS
from annotator.selectors.representation import TITLES
from annotator.selectors.strategies import DEFAULT


class Bodies(AutoSchema):
    """For views with bodies that drf-spectacular does not know by itself.

    Those of DELETE, and those that may not be missing though no serializer says so: one of several kinds, or a file.
    """

    def _get_request_body(self, direction: str = "request") -> Any:
        method, self.method = self.method, "POST" if self.method == "DELETE" else self.method
        try:
            body = super()._get_request_body(direction)  # type: ignore[no-untyped-call]  # drf-spectacular's own
            return body and self._required(body)
        finally:
            self.method = method

    def _required(self, body: dict[str, Any]) -> dict[str, Any]:
        asked = self.get_request_serializer()
        return {**body, "required": True} if isinstance(asked, PolymorphicProxySerializer | dict) else body


def body_with_file(name: str) -> dict[str, Any]:
    """A form with one file, as `request` of an operation."""
    file = {"type": "string", "format": "binary"}
    return {"multipart/form-data": {"type": "object", "required": [name], "properties": {name: file}}}


def with_constants(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """What the browser must know without asking; scripts/generate-api.mjs writes it out as constants.gen.ts."""
    result["x-constants"] = {
        "LABEL_KEYS": KEYS,
        "RESERVED_KEYS": RESERVED_KEYS,
        "LABEL_COLORS": list(LABEL_COLORS),
        "DEFAULT_STRATEGY": DEFAULT,
        "REPRESENTATION_TITLES": _representation_titles(),
        **{name: _plain(value) for name, value in vars(limits).items() if name.isupper()},
    }
    return result


def _representation_titles() -> dict[str, dict[str, str]]:
    """Kind of items -> what a project may be told to look at -> its title."""
    return {kind: {name: TITLES[name] for name in names} for kind, names in selection.REPRESENTATIONS.items()}


def _plain(value: Any) -> Any:
    """Lists for tuples, which YAML does not know."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value
