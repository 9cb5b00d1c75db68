"""Which names the product answers to: ALLOWED_HOSTS, but load balancers probe by address."""

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.middleware import common

# Their answers say nothing of the name that was asked for.
PROBES = {"/api/health", "/api/ready"}


class CommonMiddleware(common.CommonMiddleware):
    """Django's, which refuses other names with 400."""

    def process_request(self, request: HttpRequest) -> HttpResponsePermanentRedirect | None:
        return None if request.path in PROBES else super().process_request(request)
