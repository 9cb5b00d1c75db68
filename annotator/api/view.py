"""What every view does before its own work: is the token for this, and is every parameter one that is known?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Final, NoReturn, TypeVar

from django.utils.cache import patch_vary_headers
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ErrorDetail, Throttled, ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from annotator.api.access import refuse_beyond_scope
from annotator.api.errors import TooManyRequests
from annotator.models import Scope

Parameter = OpenApiParameter | type[Serializer[Any]]
Method = TypeVar("Method", bound=Callable[..., Any])
# Of views that are for people alone.
NO_TOKEN: Final[Mapping[str, Scope | None]] = MappingProxyType(
    dict.fromkeys(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])
)


class View(APIView):
    """The base of all views that ask who is there."""

    # What a token must be for, by method; None: no token will do. Those that are not named: read for what changes
    # nothing, manage for the rest.
    scopes: ClassVar[Mapping[str, Scope | None]] = {}

    @classmethod
    def scope_of(cls, method: str) -> Scope | None:
        """What a token must be for to use this method."""
        return cls.scopes.get(method, Scope.READ if method in SAFE_METHODS else Scope.MANAGE)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if handler := getattr(self, str(request.method).lower(), None):
            _refuse_unknown(request, parameters_of(handler))

    def check_permissions(self, request: Request) -> None:
        refuse_beyond_scope(request, self.scope_of(str(request.method)))
        super().check_permissions(request)

    def throttled(self, request: Request, wait: float | None) -> NoReturn:
        if wait is None:
            raise Throttled
        raise TooManyRequests(int(wait))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        # What one token may see no cache may give to another.
        patch_vary_headers(answer, ["Authorization", "Cookie"])
        return answer


def operation(operation_id: str, *, parameters: Sequence[Parameter] = (), **told: Any) -> Callable[[Method], Method]:
    """A method of a View, as the schema tells of it; parameters in its address that are not named are refused.

    parameters: one by one, or serializers whose fields they are.
    """

    def described(method: Method) -> Method:
        method.parameters = frozenset(_names(parameters))  # type: ignore[attr-defined]  # ours
        schema = extend_schema(operation_id=operation_id, parameters=list(parameters), **told)
        described: Method = schema(method)
        return described

    return described


def _names(parameters: Sequence[Parameter]) -> Iterator[str]:
    for parameter in parameters:
        if not isinstance(parameter, OpenApiParameter):
            yield from parameter().fields.keys()
        elif parameter.location == OpenApiParameter.QUERY:
            yield parameter.name


def parameters_of(handler: Any) -> frozenset[str]:
    """The names of parameters that a method reads from its address."""
    return getattr(handler, "parameters", frozenset())


def _refuse_unknown(request: Request, known: frozenset[str]) -> None:
    unknown = sorted(request.query_params.keys() - known)
    if unknown:
        words = {name: [ErrorDetail(f"There is no parameter “{name}”.", code="unknown_parameter")] for name in unknown}
        raise ValidationError(words)
