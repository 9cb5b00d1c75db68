"""The one HTML page: the built frontend, with this answer's nonce for its styles."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import ensure_csrf_cookie

NONCE = "__CSP_NONCE__"
NOT_BUILT = "<!doctype html><title>Not built</title><p>The frontend is not built yet. Run <code>make setup</code>.</p>"


@lru_cache(maxsize=1)
def _html() -> str:
    path = settings.FRONTEND_DIST / "index.html"
    return path.read_text() if path.exists() else NOT_BUILT


@ensure_csrf_cookie
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """Every address that is not the API's: the browser's router takes it from there."""
    html = _html().replace(NONCE, str(getattr(request, "csp_nonce", "")))
    response = HttpResponse(html)
    response["Cache-Control"] = "no-cache"
    return response
