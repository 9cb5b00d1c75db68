"""Access tokens: shown once, ended by time and by their owner, counted, and never more than their person."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from annotator.errors import Conflict, NotFound
from annotator.limits import MAX_TOKENS
from annotator.models import AccessToken, Membership, Role, TokenPace, User
from annotator.selectors.demo import DEMO_PASSWORD
from annotator.selectors.tokens import digest_of
from annotator.services.accounts import passwords, tokens
from annotator.services.projects import people
from labelapp.demo import close_accounts
from labelapp.web import signed_in
from tests.asking import browser_of, code_of, send
from tests.cast import PASSWORD, alice, bob, charlie, person, text_project

pytestmark = pytest.mark.django_db
EVERYTHING = ["read", "label", "manage"]
NEW = "seven purple llamas"


def program(user: User, *scopes: str, **options: Any) -> Client:
    made = tokens.create(user, name=options.pop("name", "script"), scopes=scopes or EVERYTHING, **options)
    return Client(headers={"authorization": f"Token {made.secret}"}, enforce_csrf_checks=True)


def test_a_token_is_made_on_the_page_shown_once_and_lets_its_person_in() -> None:
    text_project()
    client = browser_of(alice())
    made = send(client, "post", "tokens", {"name": "nightly", "scopes": ["read"], "days": 30})
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    secret, shown = made.json()["secret"], made.json()["token"]
    assert secret.startswith(shown["prefix"])
    assert shown["scopes"] == ["read"]
    listed = client.get("/api/tokens")
    assert [row["name"] for row in listed.json()] == ["nightly"]
    assert secret not in listed.content.decode()
    rows = Client(headers={"authorization": f"Token {secret}"}).get("/api/projects").json()
    assert [row["name"] for row in rows] == ["Reviews"]


def test_only_the_digest_of_a_secret_is_stored() -> None:
    made = tokens.create(alice(), name="script", scopes=["read"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_json(annotator_accesstoken)::text FROM annotator_accesstoken")
        stored = cursor.fetchone()[0]
    assert made.secret not in stored
    assert digest_of(made.secret) in stored


def test_programs_need_no_csrf_token_and_people_still_do() -> None:
    project = text_project()
    change = {"guidelines": "Be kind."}
    assert send(program(alice()), "patch", f"projects/{project.pk}", change).status_code == 200
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice())
    assert code_of(send(client, "patch", f"projects/{project.pk}", change)) == "csrf_failed"


def test_a_token_counts_before_the_cookie_that_comes_along() -> None:
    text_project()
    client = browser_of(alice())
    made = tokens.create(charlie(), name="script", scopes=["read"])
    assert client.get("/api/projects", headers={"authorization": f"Token {made.secret}"}).json() == []
    wrong = client.get("/api/projects", headers={"authorization": "Token lbl_nothing"})
    assert (wrong.status_code, code_of(wrong), wrong["WWW-Authenticate"]) == (401, "token_invalid", "Token")


@pytest.mark.parametrize("header", ["Basic YWxpY2U6eA==", "Bearer lbl_x", "Tokenlbl_x", ""])
def test_what_is_no_token_is_overlooked_as_a_proxy_may_send_it(header: str) -> None:
    client = browser_of(alice())
    assert client.get("/api/projects", headers={"authorization": header}).status_code == 200


@pytest.mark.parametrize("header", ["Token", "Token ", "Token \xff\xfe", "token lbl_" + "x" * 5000, "Token a b"])
def test_what_is_no_secret_of_ours_opens_nothing(header: str) -> None:
    answer = Client(headers={"authorization": header}).get("/api/projects")
    assert (answer.status_code, code_of(answer)) == (401, "token_invalid")


def test_a_token_says_who_it_is_and_opens_no_session() -> None:
    client = program(alice(), "read")
    answer = client.get("/api/session")
    assert answer.json()["user"]["username"] == "alice"
    assert "sessionid" not in answer.cookies
    assert not any(name.startswith("session_") for name in answer.cookies)


def test_an_expired_a_revoked_and_a_closed_accounts_token_open_nothing() -> None:
    expired, revoked, closed = (program(alice(), name=name) for name in ("expired", "revoked", "closed"))
    AccessToken.objects.filter(name="expired").update(expires_at=timezone.now())
    token = AccessToken.objects.get(name="revoked")
    assert send(browser_of(alice()), "delete", f"tokens/{token.pk}").status_code == 204
    assert [client.get("/api/projects").status_code for client in (expired, revoked, closed)] == [401, 401, 200]
    User.objects.filter(username="alice").update(is_active=False)
    assert code_of(closed.get("/api/projects")) == "token_invalid"


def test_a_token_ends_with_its_days() -> None:
    made = tokens.create(alice(), name="script", scopes=["read"], days=2)
    assert made.token.expires_at is not None
    assert made.token.expires_at - made.token.created_at == pytest.approx(timedelta(days=2), abs=timedelta(seconds=5))


def test_nobody_sees_or_revokes_tokens_of_others() -> None:
    made = tokens.create(alice(), name="script", scopes=["read"])
    client = browser_of(charlie())
    assert client.get("/api/tokens").json() == []
    assert send(client, "delete", f"tokens/{made.token.pk}").status_code == 404
    with pytest.raises(NotFound, match="no such token"):
        tokens.revoke(charlie(), token_id=made.token.pk)
    assert Client().get("/api/tokens").status_code == 401


def test_who_is_removed_from_a_project_is_so_for_their_programs() -> None:
    project, client = text_project(), program(bob())
    assert client.get(f"/api/projects/{project.pk}").status_code == 200
    Membership.objects.filter(user=bob()).delete()
    assert client.get(f"/api/projects/{project.pk}").status_code == 404


def test_a_token_does_no_more_than_its_persons_role() -> None:
    project = text_project()
    answer = send(program(bob()), "patch", f"projects/{project.pk}", {"name": "Mine"})
    assert (answer.status_code, code_of(answer)) == (403, "permission_denied")


def test_when_it_was_used_is_noted_to_the_minute() -> None:
    client = program(alice())
    client.get("/api/projects")
    first = AccessToken.objects.get().last_used_at
    assert first is not None
    client.get("/api/projects")
    assert AccessToken.objects.get().last_used_at == first
    AccessToken.objects.update(last_used_at=first - timedelta(minutes=2))
    client.get("/api/projects")
    again = AccessToken.objects.get().last_used_at
    assert again is not None
    assert again >= first


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": " \u200b ", "scopes": ["read"]}, "name"),
        ({"name": "x" * 101, "scopes": ["read"]}, "name"),
        ({"name": "script", "scopes": []}, "scopes"),
        ({"name": "script", "scopes": ["root"]}, "scopes.0"),
        ({"name": "script", "scopes": ["read"], "days": 0}, "days"),
        ({"name": "script", "scopes": ["read"], "day": 30}, "day"),
    ],
)
def test_what_makes_no_token_is_named(body: dict[str, Any], field: str) -> None:
    answer = send(browser_of(alice()), "post", "tokens", body)
    assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, field)
    assert not AccessToken.objects.exists()


def test_a_name_is_one_token_until_it_is_revoked() -> None:
    made = tokens.create(alice(), name="script", scopes=["read"])
    tokens.create(bob(), name="script", scopes=["read"])
    with pytest.raises(Conflict) as error:
        tokens.create(alice(), name=" script ", scopes=["read"])
    assert (error.value.code, error.value.attr) == ("name_taken", "name")
    tokens.revoke(alice(), token_id=made.token.pk)
    tokens.create(alice(), name="script", scopes=["read"])


def test_one_person_has_so_many_tokens_at_most() -> None:
    for number in range(MAX_TOKENS):
        tokens.create(alice(), name=f"script {number}", scopes=["read"])
    with pytest.raises(Conflict) as error:
        tokens.create(alice(), name="one more", scopes=["read"])
    assert error.value.code == "too_many_tokens"


@pytest.mark.parametrize("scopes", [[], ["root"], ["read", "root"]])
def test_the_database_stores_no_token_for_nothing_or_for_what_there_is_not(scopes: list[str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessToken.objects.create(user=alice(), name="x", prefix="lbl_x", digest="0" * 64, scopes=scopes)


def test_a_closed_account_gets_no_token() -> None:
    user = person("gone", is_active=False)
    with pytest.raises(Conflict, match="closed"):
        tokens.create(user, name="script", scopes=["read"])


def test_too_many_requests_within_a_minute_are_told_when_to_go_on(settings: Settings) -> None:
    settings.TOKEN_REQUESTS_PER_MINUTE = 3
    client, other = program(alice()), program(alice(), name="another")
    codes = [client.get("/api/projects").status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    refused = client.get("/api/projects")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert code_of(refused) == "too_many_requests"
    assert other.get("/api/projects").status_code == 200
    assert browser_of(alice()).get("/api/projects").status_code == 200
    TokenPace.objects.update(since=timezone.now() - timedelta(minutes=1))
    assert client.get("/api/projects").status_code == 200


def test_requests_that_a_clock_of_another_day_has_counted_hold_up_nobody(settings: Settings) -> None:
    settings.TOKEN_REQUESTS_PER_MINUTE = 1
    client = program(alice())
    client.get("/api/projects")
    TokenPace.objects.update(since=timezone.now() + timedelta(days=1))
    assert client.get("/api/projects").status_code == 200


def test_where_there_is_no_limit_nothing_is_counted(settings: Settings) -> None:
    settings.TOKEN_REQUESTS_PER_MINUTE = 0
    client = program(alice())
    assert [client.get("/api/projects").status_code for _ in range(3)] == [200] * 3
    assert not TokenPace.objects.exists()


def test_who_changes_their_own_password_keeps_their_programs() -> None:
    client = program(bob())
    body = {"current": PASSWORD, "password": NEW}
    assert send(browser_of(bob()), "post", "session/password", body).status_code == 200
    assert client.get("/api/projects").status_code == 200


def test_a_token_that_somebody_made_by_a_password_they_had_given_ends_with_it() -> None:
    project, owner = text_project(), alice()
    dora = people.add(project, username="dora", role=Role.ANNOTATOR, by=owner)
    client = program(dora.membership.user)
    assert dora.initial_password is not None
    body = {"current": dora.initial_password, "password": NEW}
    assert send(browser_of(dora.membership.user), "post", "session/password", body).status_code == 200
    assert client.get("/api/projects").status_code == 401


@pytest.mark.parametrize("how", ["drawn", "link", "command"])
def test_a_password_that_is_set_anew_ends_all_tokens(how: str) -> None:
    project, owner = text_project(), alice()
    dora: User = people.add(project, username="dora", role=Role.ANNOTATOR, by=owner).membership.user
    client = program(dora)
    if how == "drawn":
        passwords.draw_for(dora, owner)
    elif how == "link":
        passwords.choose_by_link(passwords.link_for(dora, owner), NEW)
    else:
        call_command("change_password", "dora", stdout=StringIO())
    assert client.get("/api/projects").status_code == 401


def test_the_tokens_of_demo_accounts_end_with_the_demo() -> None:
    mara = person("mara")
    mara.set_password(DEMO_PASSWORD)
    mara.save()
    client = program(mara)
    close_accounts()
    assert client.get("/api/projects").status_code == 401


def test_long_uploads_are_read_for_programs_that_have_a_token() -> None:
    made = tokens.create(alice(), name="script", scopes=["manage"])
    assert signed_in({"AUTHORIZATION": f"Token {made.secret}"})
    assert not signed_in({"AUTHORIZATION": "Token lbl_x"})


def say(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_writes_the_secret_alone_to_its_output() -> None:
    alice()
    out, err = say("create_token", "Alice", "--name", "nightly", "--scopes", "read, manage", "--expires", "7")
    token = AccessToken.objects.get()
    assert token.digest == digest_of(out.strip())
    assert token.scopes == ["read", "manage"]
    assert "“nightly” of “alice”: read, manage, until 20" in err
    assert out.strip() not in err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["nobody", "--name", "x"], "no account called “nobody”"),
        (["alice", "--name", "x", "--scopes", "root"], "at least one of read, label, manage"),
        (["alice", "--name", " "], "name that can be read"),
        (["alice", "--name", "x", "--expires", "0"], "1 to 3,650 days"),
    ],
)
def test_the_command_says_what_is_wrong(words: list[str], complaint: str) -> None:
    alice()
    with pytest.raises(CommandError, match=complaint):
        say("create_token", *words)
