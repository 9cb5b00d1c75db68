"""Every error that a service raises on purpose.

DomainError
├── NotFound        the thing does not exist, or not for this person
├── Forbidden       a member, but in the wrong role
├── Invalid         the input cannot be taken; `attr` names the field
├── Conflict        the input is fine, the moment is not
└── Outdated        it was meant for an earlier state than the present one
"""


class DomainError(Exception):
    """Carries a stable `code` for programs, a plain sentence for people, and the field where there is one."""

    def __init__(self, code: str, detail: str, *, attr: str | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.attr = attr


class NotFound(DomainError):
    def __init__(self, subject: str = "This", *, detail: str | None = None) -> None:
        super().__init__("not_found", detail or f"{subject} does not exist, or you are not a member of its project.")


class Forbidden(DomainError):
    def __init__(self, detail: str = "Your role in this project does not allow this.") -> None:
        super().__init__("permission_denied", detail)


class Invalid(DomainError):
    """The input cannot be taken."""


class Conflict(DomainError):
    """Not now: the state of the project stands against it."""


class Outdated(DomainError):
    """Somebody else has changed it since it was read."""
