"""The Django project: settings, Celery, URLs and the services that `make run` embeds. Importing it loads nothing."""
