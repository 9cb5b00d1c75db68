"""The one settings file. What differs between machines comes from the environment (docs/operate.md)."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, SELF

from labelapp.embedded import var_folder
from labelapp.machine import memory_mb

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = var_folder()


def _flag(name: str, *, default: str = "") -> bool:
    return os.environ.get(name, default).lower() in {"1", "true", "yes", "on"}


def _list(name: str, *, default: str = "") -> list[str]:
    """What stands between commas, without the spaces around it."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def _secret_key() -> str:
    """SECRET_KEY from the environment, else one that is drawn once and kept in VAR."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = VAR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = _flag("DEBUG")
DEMO = _flag("DEMO")
HTTPS = _flag("HTTPS")
ALLOWED_HOSTS = _list("ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")
# Addresses or networks; only their X-Forwarded-For is believed.
TRUSTED_PROXIES = _list("TRUSTED_PROXIES")
# Hosts, addresses or networks that are not public, and may be asked all the same (annotator/outbound.py).
OUTBOUND_ALLOWED = _list("OUTBOUND_ALLOWED")
CSRF_TRUSTED_ORIGINS = _list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_standardized_errors",
    "annotator",
    "labelapp",
]
MIDDLEWARE = [
    "annotator.api.request_id.named",
    "annotator.api.proxies.real_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "annotator.api.hosts.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "labelapp.urls"
WSGI_APPLICATION = "labelapp.wsgi.application"
ASGI_APPLICATION = "labelapp.asgi.application"
TEMPLATES: list[dict[str, Any]] = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": []}]

# manage.py sets DATABASE_URL to the embedded server where it is unset; a name that cannot connect says so.
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or "postgresql://start-me-through-manage.py.invalid/postgres",
        conn_max_age=600,
        conn_health_checks=True,
        engine="labelapp.postgresql",
    )
}
# Nobody waits for a lock for ever. Queries here are short: compiling them, or planning prepared ones anew for each set
# of values, would cost more than it saves.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c lock_timeout=10s -c jit=off -c plan_cache_mode=force_generic_plan"
)
# Off behind a proxy that pools transactions (annotator/sql.py).
PREPARED_STATEMENTS = _flag("PREPARED_STATEMENTS", default="1")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "annotator.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "annotator.api.session_store.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
# Of a link by which somebody chooses a new password.
PASSWORD_RESET_TIMEOUT = 24 * 3600
# Ten wrong passwords for one name from one address close that pair for fifteen minutes.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# And fifty from one address, whatever the names, close the address: a class behind one router may mistype as often.
WRONG_PASSWORDS_PER_ADDRESS = 50
AXES_USERNAME_CALLABLE = "annotator.api.session.attempts_of"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "annotator.api.errors.locked_out"

# Letters go out where a server is named; elsewhere links are copied.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS")
EMAIL_USE_SSL = _flag("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "labelling@localhost")

SESSION_ENGINE = "annotator.api.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
# Two copies on one host (other ports) would sign each other's people out: the port is part of the name.
PORT = int(os.environ.get("PORT", "8000"))
SESSION_COOKIE_NAME = f"session_{PORT}"
CSRF_FAILURE_VIEW = "annotator.api.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}

# Of each access token; 0: as many as it likes.
TOKEN_REQUESTS_PER_MINUTE = int(os.environ.get("TOKEN_REQUESTS_PER_MINUTE") or 600)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "annotator.api.authentication.TokenAuthentication",
        "annotator.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["annotator.api.throttles.TokenThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["annotator.api.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["annotator.api.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    # `format` is a parameter of ours (api/benchmarks.py).
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
DRF_STANDARDIZED_ERRORS = {"EXCEPTION_HANDLER_CLASS": "annotator.api.errors.ExceptionHandler"}


SPECTACULAR_SETTINGS = {
    "TITLE": "Labelling API",
    "DESCRIPTION": (
        "Everything the browser does, for programs too: by an access token, or by session cookie and CSRF token. "
        "Fields and parameters that are not known are refused; one error envelope with stable codes."
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": False,
    "COMPONENT_SPLIT_PATCH": False,
    "COMPONENT_NO_READ_ONLY_REQUIRED": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "annotator.api.schema_codes.with_codes",
        "annotator.api.schema.with_constants",
    ],
    "ENUM_NAME_OVERRIDES": {
        "Kind": "annotator.models.Kind.choices",
        "Role": "annotator.models.Role.choices",
        "ProjectStatus": "annotator.models.ProjectStatus.choices",
        "RoundStatus": "annotator.models.RoundStatus.choices",
        "JobState": "annotator.models.JobState.choices",
        "InvitationState": "annotator.selectors.invitations.InvitationState.choices",
        "LogKind": "annotator.models.LogKind.choices",
        "DecisionKind": "annotator.models.DecisionKind.choices",
        "DecisionOnItems": "annotator.api.decisions.ON_ITEMS",
        "DecisionOnAnswers": ["take_back"],
        "DecisionWithLabel": ["settle"],
        "ReviewKind": "annotator.api.review.KIND_NAMES",
        "ReviewPlainly": "annotator.api.review.PLAIN",
        "ReviewWithReason": ["reject"],
        "ReviewWithNote": ["send_back"],
        "DecisionToGold": ["to_gold"],
        "CautionStage": "annotator.models.Stage.choices",
        "CautionReason": "annotator.models.CautionReason.choices",
        "WebhookEvent": "annotator.models.WebhookEvent.choices",
        "ChosenEvent": "annotator.api.webhooks.CHOICES",
        "DeliveryState": "annotator.models.DeliveryState.choices",
        "JobKind": ["import", "preview", "export", "round", "oracle", "benchmark", "features"],
        "BenchmarkSource": "annotator.models.BenchmarkSource.choices",
        "BenchmarkJudge": ["fresh", "own"],
        "Certainty": ["clear", "leaning", "noise", "early"],
        "ExportWhat": "annotator.api.exports.WHAT",
        "ExportFormat": "annotator.api.exports.ALL_FORMATS",
        "ItemRole": "annotator.models.ItemRole.choices",
        "ItemStanding": "annotator.api.item_filter.STANDINGS",
        "TokenScope": "annotator.models.Scope.choices",
        "AnswerStatus": "annotator.services.queue.decide.STATUSES",
        "DeckState": "annotator.selectors.ending.STATES",
        "ProjectEnd": "annotator.selectors.ending.ENDS",
    },
}

LANGUAGE_CODE = "en"
TIME_ZONE = os.environ.get("TZ", "UTC")
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
STATICFILES_DIRS = [("app", FRONTEND_DIST)] if FRONTEND_DIST.exists() else []
# Vite writes content hashes into the file names; whitenoise serves the compressed twins for ever.
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/app/assets/.+[-.][\w-]{8}\.\w+$"

MEDIA_ROOT = VAR / "media"
S3_BUCKET = os.environ.get("S3_BUCKET", "")
STORAGES: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {"bucket_name": S3_BUCKET, "default_acl": "private"},
        }
        if S3_BUCKET
        else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}}
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
FILE_UPLOAD_TEMP_DIR = str(VAR / "uploads")
Path(FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
# Places of other machines, with all below each, from which files may be fetched (annotator/remote).
ALLOWED_SOURCES = _list("ALLOWED_SOURCES")
GOOGLE_KEYS = {
    "google_id": os.environ.get("GCS_ACCESS_KEY_ID", ""),
    "google_secret": os.environ.get("GCS_SECRET_ACCESS_KEY", ""),
}
UPLOAD_MAX_BYTES = int(os.environ.get("UPLOAD_MAX_MB", "4096")) * 2**20

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL") or "filesystem://localhost//"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TASK_DEFAULT_QUEUE = "io"
CELERY_TASK_ROUTES = {"annotator.tasks.take_turn": {"queue": "rounds"}}
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT = "labelapp.broker:Transport"
    for _folder in ("broker/messages", "broker/control"):
        (VAR / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR / "broker/messages"),
        "data_folder_out": str(VAR / "broker/messages"),
        "control_folder": str(VAR / "broker/control"),
        "polling_interval": 0.05,
    }
else:
    # A dead broker must not hold up a submission: the hint is dropped, the reconciler finds the round.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
        "visibility_timeout": 3600,
    }

# One core is left to the web and the database: nobody who labels waits for a model.
PROXY_THREADS = int(os.environ.get("PROXY_THREADS") or max(1, (os.cpu_count() or 2) - 1))
# Beyond these a round is ended: all projects wait for the same worker. The other half of the memory is for the others.
ROUND_MINUTES = float(os.environ.get("ROUND_MINUTES") or 30)
ROUND_MEMORY_MB = int(os.environ.get("ROUND_MEMORY_MB") or memory_mb() // 2)
# Frozen models for heads: names, and folders (from /) below which files may be named.
PROXY_FEATURES = _list("PROXY_FEATURES", default="resnet18,resnet50,mobilenet_v3_small")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "labelapp.logs.WithRequest"}},
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name}{request}: {message}", "style": "{"},
        "json": {"()": "labelapp.logs.JsonFormatter"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if os.environ.get("LOG_FORMAT") == "json" else "plain",
            "filters": ["request"],
        }
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    "loggers": {
        "annotator": {"level": os.environ.get("LOG_LEVEL", "INFO")},
        # gunicorn has handlers of its own until now.
        "gunicorn.error": {"handlers": ["stderr"], "propagate": False},
    },
}
