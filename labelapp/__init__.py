"""The Django project: settings, Celery, URLs and the services that `make run` embeds."""

from labelapp.celery import app as celery_app

__all__ = ["celery_app"]
