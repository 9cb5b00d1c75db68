"""The API under /api/, the browser's page everywhere else."""

from django.urls import include, path, re_path

from annotator.api.errors import not_found
from annotator.api.page import page

urlpatterns = [
    path("api/", include("annotator.api.urls")),
    re_path(r"^api(?:/.*)?$", not_found),
    re_path(r"^(?P<path>.*)$", page),
]
handler404 = "annotator.api.errors.not_found"
