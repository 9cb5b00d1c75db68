"""Who has been invited, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q

from annotator.models import Invitation, Membership, Project, Role


class InvitationState(models.TextChoices):
    """REVOKED: also where whoever invited may no longer do so."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class InvitationRow:
    invitation: Invitation
    state: str


def inviting(project: Project) -> set[int]:
    """The accounts whose invitations into this project count."""
    managers = Membership.objects.filter(project=project, role=Role.MANAGER, user__is_active=True)
    may = managers.filter(Q(user__may_create_accounts=True) | Q(user__is_superuser=True))
    return set(may.values_list("user", flat=True))


def state_of(invitation: Invitation, *, inviting: Collection[int], now: datetime) -> str:
    if invitation.used_at is not None:
        return InvitationState.USED
    if invitation.revoked_at is not None or invitation.created_by_id not in inviting:
        return InvitationState.REVOKED
    return InvitationState.OPEN if invitation.expires_at > now else InvitationState.EXPIRED


def invitations(project: Project, *, now: datetime) -> list[InvitationRow]:
    """All that was not taken back, the newest first."""
    found = project.invitations.filter(revoked_at=None).select_related("used_by", "created_by")
    who_may = inviting(project)
    return [
        InvitationRow(invitation, state_of(invitation, inviting=who_may, now=now))
        for invitation in found.order_by("-created_at", "-pk")
    ]


def unsent() -> list[int]:
    """Invitations whose letter waits."""
    waiting = Invitation.objects.filter(mailed_at=None, mail_problem="", used_at=None, revoked_at=None)
    return list(waiting.exclude(site="").order_by("created_at").values_list("pk", flat=True)[:100])
