"""Accounts: one per name, passwords that their owners choose, and nobody's by way of another."""

from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client

from annotator import names
from annotator.errors import Conflict, Forbidden, Invalid
from annotator.models import LogEntry, Membership, Project, Role, User
from annotator.selectors.accounts import looks_after
from annotator.services.accounts import passwords
from annotator.services.accounts.accounts import change_rights, create_user
from annotator.services.projects import people
from tests.asking import code_of, send
from tests.cast import PASSWORD, alice, bob, charlie, join, person, rita, text_project

pytestmark = pytest.mark.django_db
NEW = "seven purple llamas"


def signed_in(name: str, password: str = PASSWORD) -> Client:
    client = Client()
    assert send(client, "post", "session", {"username": name, "password": password}).status_code == 200
    return client


def is_in(client: Client) -> bool:
    return client.get("/api/session").json()["user"] is not None


def member(project: Project, user: User) -> int:
    return Membership.objects.get(project=project, user=user).pk


def added(project: Project, name: str, *, by: User, role: Role = Role.ANNOTATOR) -> User:
    return people.add(project, username=name, role=role, by=by).membership.user


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tim", "tim"),
        ("ｔｉｍ", "tim"),
        ("tіm", "tim"),
        ("tirn", "tim"),
        ("TlM", "tim"),
        ("Weiß", "WEISS"),
        ("b0b", "bob"),
        ("рор", "pop"),
        ("éva", "e\u0301va"),
    ],
)
def test_names_that_people_take_for_one_are_one(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(("one", "other"), [("ben", "bea"), ("José", "Jose"), ("oracle-1", "oracle-11"), ("ян", "an")])
def test_names_that_nobody_confuses_are_two(one: str, other: str) -> None:
    assert names.key(one) != names.key(other)


@pytest.mark.parametrize("typed", ["bob", "Bob", "BOB", "ｂｏｂ", " bob "])
def test_capitals_and_widths_do_not_matter_to_signing_in(typed: str) -> None:
    bob()
    assert is_in(signed_in(typed))


def test_a_manager_who_types_a_name_in_capitals_means_the_person_who_is_there() -> None:
    project, boris = text_project(), person("boris")
    done = people.add(project, username="Boris", role=Role.ANNOTATOR, by=alice())
    assert (done.membership.user, done.initial_password) == (boris, None)
    assert User.objects.filter(name_key=names.key("boris")).count() == 1


def test_a_name_that_only_looks_like_somebodys_is_refused_and_says_whose() -> None:
    project = text_project()
    with pytest.raises(Conflict, match="looks like “bob”") as error:
        people.add(project, username="bоb", role=Role.ANNOTATOR, by=alice())
    assert (error.value.code, error.value.attr) == ("looks_alike", "username")


@pytest.mark.parametrize("twin", ["BOB", "ｂob", "b0b"])
def test_no_second_account_is_made_for_a_name(twin: str) -> None:
    bob()
    with pytest.raises(Conflict) as error:
        create_user(username=twin, password=NEW)
    assert error.value.code == "name_taken"


def test_twins_of_earlier_days_keep_their_accounts_and_sign_in_by_their_own_spelling() -> None:
    older, younger = person("tom"), person("yan")
    # As it could be stored before names had keys.
    User.objects.filter(pk=younger.pk).update(username="TOM")
    import_module("annotator.migrations.0017_accounts").keep_everybody(apps, None)
    found = {name: User.objects.get_by_natural_key(name).pk for name in ("tom", "TOM", "Tom", "ｔom")}
    assert found == {"tom": older.pk, "TOM": younger.pk, "Tom": older.pk, "ｔom": older.pk}
    User.objects.get(pk=younger.pk).save()
    assert is_in(signed_in("TOM"))
    with pytest.raises(Conflict):
        create_user(username="Tom", password=NEW)


def test_guesses_are_counted_together_however_the_name_is_spelled() -> None:
    bob()
    client = Client()
    for spelling in ["bob", "BOB", "Bob", "bOb", "boB", "BOb", "bOB", "BoB", "ｂob", "b0b", "bob"]:
        answer = send(client, "post", "session", {"username": spelling, "password": "wrong"})
    assert code_of(answer) == "too_many_attempts"


def test_who_changes_their_password_stays_and_their_other_sessions_end() -> None:
    bob()
    here, elsewhere = signed_in("bob"), signed_in("bob")
    answer = send(here, "post", "session/password", {"current": PASSWORD, "password": NEW})
    assert answer.json()["user"]["username"] == "bob"
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert is_in(signed_in("bob", NEW))


@pytest.mark.parametrize(
    ("body", "field"),
    [({"current": "wrong", "password": NEW}, "current"), ({"current": PASSWORD, "password": "bob"}, "password")],
)
def test_a_password_is_changed_by_who_knows_it_to_one_that_is_good_enough(body: dict[str, str], field: str) -> None:
    bob()
    client = signed_in("bob")
    answer = send(client, "post", "session/password", body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == field
    assert is_in(signed_in("bob"))


def test_a_stolen_session_cannot_try_out_passwords() -> None:
    bob()
    client = signed_in("bob")
    wrong = {"current": "wrong", "password": NEW}
    codes = [code_of(send(client, "post", "session/password", wrong)) for _ in range(11)]
    assert (codes[0], codes[-1]) == ("wrong_password", "too_many_attempts")


def test_a_drawn_password_ends_the_sessions_and_is_marked_until_its_owner_chooses() -> None:
    project, owner = text_project(), alice()
    dora = added(project, "dora", by=owner)
    passwords.choose(dora, PASSWORD)
    before, path = signed_in("dora"), f"projects/{project.pk}/people/{member(project, dora)}/password"
    answer = send(signed_in("alice"), "post", path, {"by": "drawn"})
    drawn = answer.json()["password"]
    assert not is_in(before)
    client = signed_in("dora", drawn)
    assert client.get("/api/session").json()["user"]["password_is_given"] is True
    send(client, "post", "session/password", {"current": drawn, "password": NEW})
    assert client.get("/api/session").json()["user"]["password_is_given"] is False
    assert LogEntry.objects.filter(kind="password_drawn", subject="dora", username="alice").count() == 1


def test_a_link_sets_a_password_once_and_signs_in() -> None:
    project, owner = text_project(), alice()
    dora = added(project, "dora", by=owner)
    path = f"projects/{project.pk}/people/{member(project, dora)}/password"
    link = send(signed_in("alice"), "post", path, {"by": "link"}).json()["link"].removeprefix("/reset#")
    client = Client()
    assert send(client, "post", "session/reset/look", {"link": link}).json() == {"username": "dora"}
    assert send(client, "post", "session/reset", {"link": link, "password": "short"}).status_code == 400
    assert send(client, "post", "session/reset", {"link": link, "password": NEW}).json()["user"]["username"] == "dora"
    assert code_of(send(Client(), "post", "session/reset", {"link": link, "password": NEW})) == "link_ended"
    assert is_in(signed_in("dora", NEW))


@pytest.mark.parametrize("link", ["", "x", "WzFd:x", "\u2028"])
def test_a_link_of_a_strangers_making_opens_nothing(link: str) -> None:
    answer = send(Client(), "post", "session/reset/look", {"link": link})
    assert answer.status_code in (400, 409)


def test_a_link_ends_where_the_manager_has_gone_or_the_person_is_in_somebody_elses_project() -> None:
    project, owner = text_project(), alice()
    dora, eve = added(project, "dora", by=owner), added(project, "eve", by=owner)
    links = {user.pk: passwords.link_for(user, owner) for user in (dora, eve)}
    passwords.owner_of(links[dora.pk])
    join(text_project(name="Another", start=False), dora)
    Membership.objects.filter(project__name="Another", user=owner).delete()
    with pytest.raises(Conflict):
        passwords.owner_of(links[dora.pk])
    Membership.objects.filter(project=project, user=owner).update(role=Role.REVIEWER)
    with pytest.raises(Conflict):
        passwords.choose_by_link(links[eve.pk], NEW)


def test_nobody_comes_by_a_password_into_what_they_have_not() -> None:
    """Each of these would give a manager somebody's projects or rights, or somebody's own account."""
    project, owner = text_project(), alice()
    ours = added(project, "dora", by=owner)
    elsewhere, rightful, strong = (added(project, name, by=owner) for name in ("eve", "frank", "gina"))
    there = text_project(name="Rita's", start=False)
    Membership.objects.filter(project=there).delete()
    join(there, rita(), Role.MANAGER)
    join(there, elsewhere)
    change_rights(owner, projects=False)
    change_rights(rightful, projects=True)
    User.objects.filter(pk=strong.pk).update(is_superuser=True)
    everybody = list(User.objects.all())
    assert looks_after(owner, everybody) == {ours.pk}
    assert looks_after(rita(), everybody) == set()
    for user in (bob(), elsewhere, rightful, strong, owner):
        with pytest.raises(Forbidden):
            passwords.draw_for(user, owner)


def test_a_given_password_opens_no_project_but_the_givers() -> None:
    project, owner = text_project(), alice()
    dora = added(project, "dora", by=owner)
    there = text_project(name="Rita's", start=False)
    Membership.objects.filter(project=there).delete()
    join(there, rita(), Role.MANAGER)
    with pytest.raises(Conflict) as error:
        people.add(there, username="dora", role=Role.ANNOTATOR, by=rita())
    assert error.value.code == "password_not_own"
    passwords.choose(dora, NEW)
    people.add(there, username="dora", role=Role.ANNOTATOR, by=rita())


def test_creating_accounts_is_a_right_of_its_own_and_no_right_is_handed_on() -> None:
    project, owner = text_project(), alice()
    change_rights(owner, accounts=False)
    with pytest.raises(Forbidden, match="may not create any"):
        people.add(project, username="dora", role=Role.ANNOTATOR, by=owner)
    charlie()
    people.add(project, username="charlie", role=Role.ANNOTATOR, by=owner)
    change_rights(owner, accounts=True)
    dora = added(project, "dora", by=owner, role=Role.MANAGER)
    assert (dora.may_create_projects, dora.may_create_accounts) == (True, False)
    change_rights(owner, projects=False)
    assert added(project, "eve", by=owner, role=Role.MANAGER).may_create_projects is False


def say(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_the_commands_of_who_runs_the_server() -> None:
    assert "Created the account “Dora”. Password: " in say("create_account", "Dora", "--manager")
    dora = User.objects.get(username="Dora")
    assert (dora.may_create_projects, dora.may_create_accounts) == (True, True)
    with pytest.raises(CommandError, match="already"):
        say("create_account", "dora")
    assert say("change_rights", "dora", "--no-accounts") == "“Dora” may create projects and may not create accounts.\n"
    passwords.choose(dora, PASSWORD)
    client = signed_in("dora")
    password = say("change_password", "dora").rpartition(" ")[2].strip()
    assert not is_in(client)
    assert is_in(signed_in("dora", password))
    with pytest.raises(CommandError, match="no account called “nobody”"):
        say("change_password", "nobody")
    with pytest.raises(CommandError, match="too short"):
        say("change_password", "dora", "--password", "x")


@pytest.mark.parametrize("name", ["", "a b", "x" * 151, "a#b", "ban\u200bana"])
def test_a_name_that_cannot_be_one_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as error:
        create_user(username=name, password=NEW)
    assert error.value.attr == "username"


def test_annotators_see_no_money_unless_the_manager_wants_it() -> None:
    project = text_project(budget_money="50.00", price_per_label="0.10")
    client = signed_in(bob().username)

    def seen() -> set[object]:
        row = client.get("/api/projects").json()[0]
        full = client.get(f"/api/projects/{project.pk}").json()
        prices = [full["price_per_label"], full["compute_price_per_hour"]]
        return {row["spent_money"], row["budget_money"], full["spent_money"], full["budget_money"], *prices}

    assert seen() == {None}
    assert "50.00" in signed_in(rita().username).get("/api/projects").content.decode()
    send(signed_in("alice"), "patch", f"projects/{project.pk}", {"annotators_see_money": True})
    assert {"50.00", "0.1000"} <= seen()
