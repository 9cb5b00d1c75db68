"""Access tokens: how programs come in as a person."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from annotator.limits import MAX_TOKEN_NAME_CHARS
from annotator.models.people import User


class Scope(models.TextChoices):
    """What a token is for. manage: all that its person may do."""

    READ = "read"
    LABEL = "label"
    MANAGE = "manage"


class AccessToken(models.Model):
    """What a program sends in place of a session. The secret itself is shown once and not stored."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=MAX_TOKEN_NAME_CHARS)
    # The beginning of the secret, by which its owner knows it again.
    prefix = models.CharField(max_length=16)
    # SHA-256 of the secret, in hexadecimal: it is drawn, so it needs no salt.
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=8, choices=Scope))
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    # To the minute: it is written no more often.
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="token_digest_once"),
            models.UniqueConstraint(fields=["user", "name"], condition=Q(revoked_at=None), name="token_name_once"),
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="token_is_for_something"),
            models.CheckConstraint(condition=Q(scopes__contained_by=Scope.values), name="token_scopes_are_known"),
        ]


class TokenPace(models.Model):
    """How many requests a token has made since when. Not logged: after a crash of PostgreSQL it starts anew."""

    token = models.OneToOneField(AccessToken, models.CASCADE, primary_key=True, related_name="pace")
    since = models.DateTimeField()
    requests = models.PositiveIntegerField()
