"""Invitations by e-mail, where the settings name a server."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.utils import timezone

from annotator.models import Invitation
from annotator.services.projects.invitations import link_of

log = logging.getLogger(__name__)

SUBJECT = "You are invited to label in “{project}”"
LETTER = """Hello,

{inviter} invites you to “{project}”, as {role}. This link lets you in, once, until {until}:

{link}

There you choose a name and a password of your own. If you did not expect this, you need not do anything.
"""


def send(invitation_id: int) -> None:
    """Send this letter, at most once. What goes wrong is stored, for the manager to see."""
    waiting = Invitation.objects.filter(pk=invitation_id, mailed_at=None, used_at=None, revoked_at=None)
    if not waiting.exclude(site="").update(mailed_at=timezone.now()):
        return
    invitation = Invitation.objects.select_related("project", "created_by").get(pk=invitation_id)
    try:
        send_mail(_subject(invitation), letter(invitation), None, [invitation.who])
    except (SMTPException, OSError) as error:
        log.warning("the letter of invitation %s was not sent: %s", invitation_id, error)
        problem = "The mail server did not take the letter. Pass the link on yourself."
        Invitation.objects.filter(pk=invitation_id).update(mailed_at=None, mail_problem=problem)


def letter(invitation: Invitation) -> str:
    until = timezone.localtime(invitation.expires_at)
    return LETTER.format(
        inviter=invitation.created_by.get_full_name() or invitation.created_by.username,
        project=invitation.project.name,
        role=invitation.get_role_display().lower(),
        until=f"{until:%d %B %Y, %H:%M %Z}",
        link=f"{invitation.site}/join#{link_of(invitation)}",
    )


def _subject(invitation: Invitation) -> str:
    # A name may have several lines; a subject has one.
    return " ".join(SUBJECT.format(project=invitation.project.name).split())
