"""Links by which people come into a project and choose their own name and password."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from annotator import names
from annotator.errors import Conflict, DomainError, Forbidden, NotFound
from annotator.models import Invitation, LogKind, Membership, Project, User
from annotator.selectors.accounts import may_create_accounts
from annotator.selectors.invitations import InvitationState, inviting, state_of
from annotator.services import messages, project_log
from annotator.services.accounts.accounts import check_name, create_user
from annotator.services.project_log import Fact
from annotator.services.projects import people

VALID_FOR = timedelta(days=7)
SALT = "annotator.invitation"
ENDED: dict[str, str] = {
    InvitationState.USED: "This invitation has been used. Sign in with the name that you chose.",
    InvitationState.REVOKED: "This invitation has been taken back. Ask for a new one.",
    InvitationState.EXPIRED: "This invitation has run out. Ask for a new one.",
}
NOT_WHOLE = "This link is not whole, or its project is gone. Ask for a new one."


@dataclass(frozen=True)
class Outcome:
    """What became of one name or address: a member at once, an invitation, or why neither."""

    who: str
    membership: Membership | None = None
    invitation: Invitation | None = None
    problem: str = ""


def invite(project: Project, *, by: User, whom: Iterable[str], role: str, site: str) -> list[Outcome]:
    """Each by itself: people with an account are in at once, all others get a link. site: where the link leads."""
    wanted = {names.folded(who): who for who in map(_plain, whom) if who}
    return [_invite(project, who, by=by, role=role, site=site) for who in wanted.values()]


def _plain(text: str) -> str:
    """“Ben Brown <ben@example.org>” is ben@example.org."""
    text = names.normal(text)
    return parseaddr(text)[1] or text if text.endswith(">") else text


def _invite(project: Project, who: str, *, by: User, role: str, site: str) -> Outcome:
    try:
        if user := people.known(who):
            with transaction.atomic():
                return Outcome(who, membership=people.join(project, user, role=role, by=by))
        return Outcome(who, invitation=_create(project, who, by=by, role=role, site=site))
    except DomainError as error:
        return Outcome(who, problem=error.detail)


def _create(project: Project, who: str, *, by: User, role: str, site: str) -> Invitation:
    if not may_create_accounts(by):
        raise Forbidden(people.NO_SUCH_PERSON.format(name=who))
    if not is_address(who):
        check_name(who)
    if any(names.folded(other.who) == names.folded(who) for other in open_invitations(project)):
        raise Conflict("already_invited", f"{who} has an invitation already; its link is in the list.")
    with transaction.atomic():
        invitation = Invitation.objects.create(
            project=project,
            who=who,
            role=role,
            secret=secrets.token_hex(16),
            created_by=by,
            expires_at=timezone.now() + VALID_FOR,
            site=site if is_address(who) and settings.EMAIL_HOST else "",
        )
        project_log.write(project, Fact(LogKind.INVITED, who, after=role), by=by)
    if invitation.site:
        messages.ask_for_letter(invitation.pk)
    return invitation


def open_invitations(project: Project) -> Sequence[Invitation]:
    now = timezone.now()
    return list(project.invitations.filter(used_at=None, revoked_at=None, expires_at__gt=now))


def is_address(who: str) -> bool:
    """Could a letter be sent there?"""
    try:
        validate_email(who)
    except ValidationError:
        return False
    return True


def link_of(invitation: Invitation) -> str:
    """What its link says; made anew each time it is asked for, never stored."""
    return signing.Signer(salt=SALT).sign_object([invitation.pk, invitation.secret])


def opened(link: str, *, lock: bool = False) -> Invitation:
    """The invitation that still opens its project. Raises Conflict (invitation_ended)."""
    try:
        pk, secret = signing.Signer(salt=SALT).unsign_object(link)
    except (signing.BadSignature, ValueError) as error:
        raise Conflict("invitation_ended", NOT_WHOLE) from error
    found = Invitation.objects.select_related("project", "created_by").filter(pk=pk, secret=secret)
    invitation = (found.select_for_update(of=("self",)) if lock else found).first()
    if invitation is None:
        raise Conflict("invitation_ended", NOT_WHOLE)
    if ended := ENDED.get(state_of(invitation, inviting=inviting(invitation.project), now=timezone.now())):
        raise Conflict("invitation_ended", ended)
    return invitation


def accept(link: str, *, username: str, password: str) -> User:
    """Somebody new comes in. Raises Conflict (invitation_ended, name_taken), Invalid."""
    with transaction.atomic():
        invitation = opened(link, lock=True)
        rights = people.rights_of_new(invitation.role, by=invitation.created_by)
        email = invitation.who if is_address(invitation.who) else ""
        user = create_user(username=username, password=password, home=invitation.project, email=email, **rights)
        _use(invitation, user)
    return user


def accept_as(user: User, link: str) -> Membership:
    """Somebody with an account comes in. Raises Conflict (invitation_ended, already_member, password_not_own)."""
    with transaction.atomic():
        return _use(opened(link, lock=True), user)


def _use(invitation: Invitation, user: User) -> Membership:
    membership = people.join(invitation.project, user, role=invitation.role, by=user, how=LogKind.CAME_IN)
    invitation.used_by, invitation.used_at = user, timezone.now()
    invitation.save(update_fields=["used_by", "used_at"])
    return membership


def revoke(project: Project, invitation_id: int, *, by: User) -> None:
    """Its link opens nothing any more. Raises NotFound, Conflict (invitation_used)."""
    with transaction.atomic():
        invitation = project.invitations.select_for_update().filter(pk=invitation_id, revoked_at=None).first()
        if invitation is None:
            raise NotFound("This invitation")
        if invitation.used_at is not None:
            raise Conflict("invitation_used", "They have come in already. Remove them from the project instead.")
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        project_log.write(project, Fact(LogKind.INVITATION_REVOKED, invitation.who), by=by)
