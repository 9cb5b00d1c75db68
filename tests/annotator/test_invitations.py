"""People come by a link, once, and choose their own name and password."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from annotator import tasks
from annotator.models import Invitation, LogEntry, Membership, Project, Role, User
from annotator.selectors.invitations import unsent
from annotator.services.accounts.accounts import change_rights
from annotator.services.projects import people
from annotator.services.projects.invitations import accept, link_of
from tests.asking import browser_of, code_of, send
from tests.cast import PASSWORD, alice, bob, charlie, join, person, rita, text_project

pytestmark = pytest.mark.django_db


def invite(project: Project, *whom: str, role: str = "annotator", by: User | None = None) -> Any:
    body = {"whom": whom, "role": role}
    return send(browser_of(by or alice()), "post", f"projects/{project.pk}/invitations", body)


def links(project: Project) -> dict[str, str | None]:
    rows = browser_of(alice()).get(f"/api/projects/{project.pk}/invitations").json()
    return {row["who"]: row["link"] and row["link"].removeprefix("/join#") for row in rows}


def states(project: Project) -> dict[str, str]:
    rows = browser_of(alice()).get(f"/api/projects/{project.pk}/invitations").json()
    return {row["who"]: row["state"] for row in rows}


def come_in(link: str | None, name: str, password: str = PASSWORD, client: Client | None = None) -> Any:
    body = {"link": link, "username": name, "password": password}
    return send(client or Client(), "post", "invitations", body)


def test_pasted_names_and_addresses_each_get_what_fits_them() -> None:
    project = text_project()
    charlie()
    pasted = ["Charlie", "bob", "dora", "Eve Elder <eve@example.org>", "DORA", "b0b", "two words", " "]
    answer = invite(project, *(who for who in pasted if who.strip()), role="reviewer")
    assert answer.status_code == 201
    found = {row["who"]: row for row in answer.json()}
    assert found["Charlie"]["person"]["role"] == "reviewer"
    assert "already" in found["bob"]["problem"]
    assert "looks like “bob”" in found["b0b"]["problem"]
    assert "letters, digits" in found["two words"]["problem"]
    assert {who for who, row in found.items() if row["invitation"]} == {"DORA", "eve@example.org"}
    assert states(project) == {"DORA": "open", "eve@example.org": "open"}
    assert "invitation already" in invite(project, "dora").json()[0]["problem"]


def test_who_is_invited_chooses_name_and_password_and_is_in_once() -> None:
    project = text_project()
    invite(project, "dora@example.org", role="manager")
    link = links(project)["dora@example.org"]
    looked = send(Client(), "post", "invitations/look", {"link": link}).json()
    assert (looked["project_name"], looked["role"], looked["username"]) == ("Reviews", "manager", "dora")
    client = Client()
    assert come_in(link, "Dora", client=client).json()["user"]["username"] == "Dora"
    assert [row["name"] for row in client.get("/api/projects").json()] == ["Reviews"]
    dora = User.objects.get(username="Dora")
    assert (dora.email, dora.home, dora.password_from) == ("dora@example.org", project, None)
    assert (dora.may_create_projects, dora.may_create_accounts) == (True, False)
    assert code_of(come_in(link, "eve")) == "invitation_ended"
    assert states(project) == {"dora@example.org": "used"}
    assert [*LogEntry.objects.filter(kind__in=["invited", "came_in"]).values_list("username", "after")] == [
        ("alice", "manager"),
        ("Dora", "manager"),
    ]


@pytest.mark.parametrize(
    ("name", "password", "field"),
    [("b0b", PASSWORD, "username"), ("a b", PASSWORD, "username"), ("dora", "dora", "password")],
)
def test_what_cannot_be_taken_leaves_the_invitation_open(name: str, password: str, field: str) -> None:
    project = text_project()
    invite(project, "dora")
    answer = come_in(links(project)["dora"], name, password)
    assert answer.status_code in (400, 409)
    assert states(project) == {"dora": "open"}
    assert not User.objects.filter(username__in=["dora", name]).exists()
    assert come_in(links(project)["dora"], "dora").status_code == 201


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("eve", "", ["Type a password."]),
        (" ", PASSWORD, ["Fill this in."]),
        (
            "eve adam",
            PASSWORD,
            ["“eve adam” cannot be a user name: it is made of letters, digits and @ . + - _, 150 at most."],
        ),
    ],
)
def test_what_is_missing_or_odd_at_the_door_is_said_in_plain_words(name: str, password: str, words: list[str]) -> None:
    project = text_project()
    invite(project, "eve")
    refused = come_in(links(project)["eve"], name, password).json()["errors"]
    assert [error["detail"] for error in refused] == words


def test_who_has_an_account_comes_in_as_who_they_are() -> None:
    project, dora = text_project(), person("dora")
    invite(project, "dora@example.org", role="reviewer")
    link = links(project)["dora@example.org"]
    assert send(Client(), "post", "invitations/join", {"link": link}).status_code == 401
    assert code_of(send(browser_of(bob()), "post", "invitations/join", {"link": link})) == "already_member"
    assert send(browser_of(dora), "post", "invitations/join", {"link": link}).json() == {
        "project": project.pk,
        "role": "reviewer",
    }
    assert Membership.objects.get(user=dora).role == Role.REVIEWER
    assert code_of(come_in(link, "other")) == "invitation_ended"


def test_an_invitation_runs_out_after_seven_days() -> None:
    project = text_project()
    invite(project, "dora")
    link, invitation = links(project)["dora"], Invitation.objects.get()
    assert invitation.expires_at - invitation.created_at > timedelta(days=6, hours=23)
    Invitation.objects.update(expires_at=timezone.now())
    assert code_of(come_in(link, "dora")) == "invitation_ended"
    assert (states(project), links(project)) == ({"dora": "expired"}, {"dora": None})
    assert invite(project, "dora").json()[0]["invitation"]


def test_what_is_taken_back_opens_nothing() -> None:
    project = text_project()
    invite(project, "dora", "eve")
    link, path = links(project)["dora"], f"projects/{project.pk}/invitations"
    numbers = {invitation.who: invitation.pk for invitation in Invitation.objects.all()}
    assert send(browser_of(alice()), "delete", f"{path}/{numbers['dora']}").status_code == 204
    assert "taken back" in come_in(link, "dora").json()["errors"][0]["detail"]
    assert send(browser_of(alice()), "delete", f"{path}/{numbers['dora']}").status_code == 404
    come_in(links(project)["eve"], "eve")
    assert code_of(send(browser_of(alice()), "delete", f"{path}/{numbers['eve']}")) == "invitation_used"


@pytest.mark.parametrize("loss", ["role", "right", "account"])
def test_invitations_end_with_what_allowed_them(loss: str) -> None:
    project, owner = text_project(), alice()
    join(project, rita(), Role.MANAGER)
    invite(project, "dora")
    link = links(project)["dora"]
    if loss == "role":
        Membership.objects.filter(user=owner).update(role=Role.ANNOTATOR)
    elif loss == "right":
        change_rights(owner, accounts=False)
    else:
        User.objects.filter(pk=owner.pk).update(is_active=False)
    assert code_of(come_in(link, "dora")) == "invitation_ended"


def test_who_may_create_no_accounts_neither_invites_nor_sees_links() -> None:
    project = text_project()
    people.change_role(project.pk, membership_id=Membership.objects.get(user=rita()).pk, role=Role.MANAGER)
    invite(project, "dora")
    answer = invite(project, "eve", "charlie" if charlie() else "", by=rita()).json()
    assert "may not create any" in answer[0]["problem"]
    assert answer[1]["person"]["username"] == "charlie"
    rows = browser_of(rita()).get(f"/api/projects/{project.pk}/invitations").json()
    assert [(row["who"], row["link"]) for row in rows] == [("dora", None)]


@pytest.mark.parametrize("link", ["x", "WzEsICJ4Il0:abc", "a\u2028", "a:b:c"])
def test_a_link_that_we_never_made_opens_nothing(link: str) -> None:
    assert code_of(send(Client(), "post", "invitations/look", {"link": link})) == "invitation_ended"


def test_coming_in_needs_the_csrf_token() -> None:
    project = text_project()
    invite(project, "dora")
    assert code_of(come_in(links(project)["dora"], "dora", client=Client(enforce_csrf_checks=True))) == "csrf_failed"


def test_a_letter_goes_to_an_address_where_a_server_is_named(settings: Settings) -> None:
    project = text_project()
    invite(project, "early@example.org")
    assert unsent() == []
    settings.EMAIL_HOST = "mail.example.org"
    invite(project, "dora@example.org", "eve")
    (waiting,) = unsent()
    tasks.send_letter(waiting)
    tasks.send_letter(waiting)
    (letter,) = mail.outbox
    assert letter.to == ["dora@example.org"]
    assert letter.subject == "You are invited to label in “Reviews”"
    link = next(line for line in letter.body.splitlines() if line.startswith("http://testserver/join#"))
    assert link.partition("#")[2] == links(project)["dora@example.org"] == link_of(Invitation.objects.get(pk=waiting))
    assert unsent() == []
    accept(link.partition("#")[2], username="dora", password=PASSWORD)


def test_a_letter_that_is_not_taken_is_told_and_not_tried_for_ever(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> int:
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr(EmailBackend, "send_messages", gone)
    settings.EMAIL_HOST = "mail.example.org"
    project = text_project()
    invite(project, "dora@example.org")
    tasks.send_letter(unsent()[0])
    invitation = Invitation.objects.get()
    assert invitation.mailed_at is None
    assert "Pass the link on" in invitation.mail_problem
    assert unsent() == []
