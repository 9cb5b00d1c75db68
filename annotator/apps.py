from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class AnnotatorConfig(AppConfig):
    name = "annotator"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A place that is none would be found out by whoever imports next month."""
        from annotator.remote import Allowed, Refused

        try:
            Allowed(settings.ALLOWED_SOURCES)
        except Refused as error:
            raise ImproperlyConfigured(f"ALLOWED_SOURCES: {error.detail}") from error
