"""What the OpenAPI schema says beyond what the serializers say."""

from typing import Any

from drf_spectacular.openapi import AutoSchema

import selection
from annotator import limits
from annotator.label_keys import KEYS, LABEL_COLORS, RESERVED_KEYS
from annotator.selectors.representation import TITLES
from annotator.selectors.strategies import DEFAULT


class BodyOnDelete(AutoSchema):
    """For views whose DELETE has a body: drf-spectacular knows bodies of other methods only."""

    def _get_request_body(self, direction: str = "request") -> Any:
        method, self.method = self.method, "POST" if self.method == "DELETE" else self.method
        try:
            return super()._get_request_body(direction)  # type: ignore[no-untyped-call]  # drf-spectacular's own
        finally:
            self.method = method


class BodyOfSeveralKinds(AutoSchema):
    """For views whose POST takes one of several bodies, each with something required: none at all is not among them."""

    def _get_request_body(self, direction: str = "request") -> Any:
        body = super()._get_request_body(direction)  # type: ignore[no-untyped-call]  # drf-spectacular's own
        return body and {**body, "required": True}


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
