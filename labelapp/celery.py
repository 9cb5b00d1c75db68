"""Celery: the worker side. A message is only a hint; PostgreSQL knows what has to be done."""

import os

from celery import Celery

from labelapp.scheduler import Scheduler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "labelapp.settings")

app = Celery("labelapp")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(Scheduler)
