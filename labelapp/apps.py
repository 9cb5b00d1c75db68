from django.apps import AppConfig


class LabelappConfig(AppConfig):
    name = "labelapp"

    def ready(self) -> None:
        # Tasks and hints go to the current Celery app: every process with Django needs it, `labelapp.up` does not.
        from labelapp import celery  # noqa: F401
