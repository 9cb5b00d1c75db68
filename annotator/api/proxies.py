"""Whose request it is: a proxy's word for the address is taken only from a proxy that the operator has named."""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


def real_address(get_response: Answer) -> Answer:
    """Middleware: REMOTE_ADDR becomes the address of who asked the outermost of our own proxies."""
    networks = [ip_network(text, strict=False) for text in settings.TRUSTED_PROXIES]

    def is_ours(address: str) -> bool:
        try:
            return any(ip_address(address) in network for network in networks)
        except ValueError:
            return False

    def middleware(request: HttpRequest) -> HttpResponseBase:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        # Each proxy adds on the right whom it was asked by; what lies left of a stranger is the stranger's invention.
        while hops and hops[-1] and is_ours(request.META["REMOTE_ADDR"]):
            request.META["REMOTE_ADDR"] = hops.pop()
        return get_response(request)

    return middleware
