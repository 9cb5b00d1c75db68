"""People, what they may do in a project, and how they come in."""

from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q

from annotator import names
from annotator.limits import MAX_PERSON_NAME_CHARS

# Behind the key of an account whose name was somebody's already, before that was refused. No name has this sign.
TWIN = "#"


class Role(models.TextChoices):
    MANAGER = "manager"
    ANNOTATOR = "annotator"
    REVIEWER = "reviewer"


class NameKey(models.TextField):  # type: ignore[type-arg]  # no subscript at run time
    """Follows `username` (annotator/names.py), however the row is stored."""

    def pre_save(self, model_instance: Any, add: bool) -> str:  # noqa: FBT001, ARG002 - as Django calls it
        """What is stored; the mark of a twin stays."""
        key, stored = names.key(model_instance.username), str(model_instance.name_key)
        if stored.partition(TWIN)[0] != key:
            model_instance.name_key = stored = key
        return stored


class Accounts(UserManager["User"]):
    """Accounts by their names."""

    def named(self, name: str) -> "User | None":
        """The account of exactly this name, else the one whose name people take for it."""
        found = self.filter(Q(username=names.normal(name)) | Q(name_key=names.key(name)))
        return min(found, key=lambda user: user.username != names.normal(name), default=None)

    def get_by_natural_key(self, username: str | None) -> "User":
        """What signing in and Django's own commands ask. Raises User.DoesNotExist."""
        user = self.named(username or "")
        if user is None:
            raise User.DoesNotExist
        return user


class User(AbstractUser):
    """An account. The oracle is one too: it leases and submits like everybody else."""

    name_key = NameKey(editable=False, default="")
    may_create_projects = models.BooleanField(default=False)
    may_create_accounts = models.BooleanField(default=False)
    # For which project it was made: its managers look after it.
    home = models.ForeignKey("Project", models.SET_NULL, null=True, blank=True, related_name="+")
    # Who gave the password, until its owner has chosen one.
    password_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    is_oracle = models.BooleanField(default=False)
    # Somebody whose answers a file brought into the project that is their home. They have no login, and no name among
    # the accounts: `username` is made up, `called` is what the file calls them, `from_file` is its name.
    called = models.CharField(max_length=MAX_PERSON_NAME_CHARS, blank=True, default="", db_default="")
    from_file = models.CharField(max_length=255, blank=True, default="", db_default="")
    last_seen_at = models.DateTimeField(null=True)

    objects = Accounts()  # type: ignore[misc]  # django-stubs take it for an attribute of each account

    @property
    def shown_name(self) -> str:
        return self.called or self.username

    class Meta(AbstractUser.Meta):
        constraints = [models.UniqueConstraint(fields=["name_key"], name="user_name_once")]


class Membership(models.Model):
    """One person in one project. Who has none does not learn that the project exists."""

    project = models.ForeignKey("Project", models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)
    # When this person last spoke to this project's queue; "on line" is derived from it.
    last_seen_at = models.DateTimeField(null=True)
    # The labelling page of theirs that spoke last, and until when it counts as open: what they hold ends then. Both are
    # null for a program that sends no signs of life, and where nothing is left to end.
    page = models.UUIDField(null=True)
    open_until = models.DateTimeField(null=True)
    # Of the newest caution (models/cautions.py) that nobody has lifted: its stage, reason and time; empty for none.
    # measured_from: somebody let them go on then, and what they did before is held against them no more.
    stage = models.CharField(max_length=8, blank=True, default="", db_default="")
    stage_reason = models.CharField(max_length=8, blank=True, default="", db_default="")
    stage_at = models.DateTimeField(null=True)
    measured_from = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="one_role_per_project")]
        indexes = [
            models.Index(
                fields=["project", "open_until"], condition=Q(open_until__isnull=False), name="membership_open_until"
            )
        ]


class Invitation(models.Model):
    """A link by which one person comes into a project, once. What the link says is signed, not stored."""

    project = models.ForeignKey("Project", models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=16, choices=Role)
    # As the manager wrote it: a name or an address.
    who = models.CharField(max_length=254)
    secret = models.CharField(max_length=64)
    created_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    # Where the link leads, for the letter; empty: none is to be sent.
    site = models.CharField(max_length=255, blank=True)
    mailed_at = models.DateTimeField(null=True)
    mail_problem = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="letters_to_send",
                condition=Q(mailed_at=None, mail_problem="", used_at=None, revoked_at=None) & ~Q(site=""),
            )
        ]
