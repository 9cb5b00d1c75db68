"""Every error that this client raises on purpose.

LabelappError
├── ApiError        the server refused, and says why
│   ├── Invalid     something cannot be taken; `attr` names the field
│   ├── NotAllowed  the token does not work, or neither it nor its person is for this
│   ├── NotFound    it does not exist, or not for this person
│   ├── Conflict    not at this moment
│   │   └── Outdated    somebody has changed it since it was read
│   └── TooMany     too many requests, again and again
├── Unreachable     no answer came
├── Damaged         what came is not what was sent
└── JobFailed       long work failed, or was cancelled
"""

from collections.abc import Mapping

from labelapp_client.schema_gen import ErrorItem, Job


class LabelappError(Exception):
    """What this client raises on purpose."""


class ApiError(LabelappError):
    """Reads as the server's own sentence. errors: all that it said; code and attr are those of the first."""

    def __init__(self, status: int, errors: list[ErrorItem]) -> None:
        super().__init__(" ".join(each["detail"] for each in errors))
        self.status = status
        self.errors = errors
        self.code = errors[0]["code"]
        self.attr = errors[0]["attr"]


class Invalid(ApiError):
    """Something cannot be taken; `attr` names the field."""


class NotAllowed(ApiError):
    """The token does not work, or neither it nor its person is for this."""


class NotFound(ApiError):
    """It does not exist, or not for this person."""


class Conflict(ApiError):
    """Not at this moment."""


class Outdated(Conflict):
    """Somebody has changed it since it was read: read it again, then change it."""


class TooMany(ApiError):
    """Too many requests, although the client waited as long as the server said, several times."""


class Unreachable(LabelappError):
    """No answer came."""


class Damaged(LabelappError):
    """What came is not what was sent."""


class JobFailed(LabelappError):
    """Long work failed, or was cancelled. job: as it ended."""

    def __init__(self, job: Job) -> None:
        super().__init__(job["error"] or f"{job['title']} was {job['state']}.")
        self.job = job


OF_STATUS: Mapping[int, type[ApiError]] = {
    400: Invalid,
    401: NotAllowed,
    403: NotAllowed,
    404: NotFound,
    409: Conflict,
    412: Outdated,
    429: TooMany,
}
