"""Who guesses passwords is stopped; editors and readers aren't."""

from __future__ import annotations

import importlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from archive.site.login import AT_ONCE, one_at_a_time
from archive.site.login_limits import COOL_OFF, FOR_ACCOUNT, FOR_NETWORK

LOGIN = "/admin/login/"
PASSWORD, WRONG = "correct horse", "wrong"
HOME, STRANGER = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def editor(interview) -> User:
    return User.objects.create_user("editor", password=PASSWORD, is_staff=True)


def attempt(address: str, name: str = "editor", password: str = WRONG) -> HttpResponse:
    client = Client(REMOTE_ADDR=address)
    return client.post(LOGIN, {"username": name, "password": password})  # type: ignore[return-value]


def test_an_editor_logs_in(editor: User):
    assert attempt(HOME, password=PASSWORD).status_code == 302


def test_a_hundred_wrong_passwords_are_not_a_hundred_tries(editor: User):
    answers = [attempt(STRANGER).status_code for _ in range(100)]
    assert answers == [200] * (FOR_ACCOUNT - 1) + [429] * (101 - FOR_ACCOUNT)
    refused = attempt(STRANGER, password=PASSWORD)
    assert refused.status_code == 429
    assert refused["Retry-After"] == str(int(COOL_OFF.total_seconds()))
    assert "<h1>" in refused.content.decode()


@pytest.mark.parametrize("name", ["x" * 300, "\0editor", "editor\0" * 50])
def test_a_name_that_no_account_can_have_fails_as_any_other(editor: User, name: str):
    answers = [attempt(STRANGER, name).status_code for _ in range(FOR_ACCOUNT)]
    assert set(answers) == {200} or answers[-1] == 429


def test_a_name_that_no_account_can_have_is_counted(editor: User):
    attempt(STRANGER, "x" * 300)
    longest = User._meta.get_field("username").max_length
    assert AccessAttempt.objects.get().username == "x" * (longest or 0)


def test_a_stranger_does_not_keep_an_editor_out(editor: User):
    for number in range(30):
        attempt(f"198.51.100.{number}")
        attempt(STRANGER)
    assert attempt(HOME, password=PASSWORD).status_code == 302


def test_a_network_may_fail_so_often_for_all_accounts(editor: User):
    answers = [attempt(STRANGER, f"name-{n}").status_code for n in range(FOR_NETWORK + 10)]
    assert answers == [200] * (FOR_NETWORK - 1) + [429] * 11


def test_the_addresses_of_one_ipv6_network_count_together(editor: User):
    answers = [attempt(f"2001:db8::{n:x}").status_code for n in range(1, FOR_ACCOUNT + 2)]
    assert answers[-1] == 429
    assert attempt("2001:db8:0:1::1", password=PASSWORD).status_code == 302


def test_nobody_is_kept_out_for_good(editor: User):
    for _ in range(50):
        attempt(HOME)
    for each in AccessAttempt.objects.all():
        each.attempt_time -= COOL_OFF + timedelta(seconds=1)
        each.save()
    assert attempt(HOME, password=PASSWORD).status_code == 302


def test_an_own_account_does_not_renew_the_right_to_try_others(editor: User):
    User.objects.create_user("stranger", password=PASSWORD, is_staff=True)
    for number in range(FOR_NETWORK):
        attempt(STRANGER, f"name-{number}")
        if number % 3 == 0:
            attempt(STRANGER, "stranger", PASSWORD)
    assert attempt(STRANGER).status_code == 429


def test_a_forgotten_password_is_forgiven_after_the_right_one(editor: User):
    for _ in range(3):
        for _ in range(FOR_ACCOUNT - 1):
            assert attempt(HOME).status_code == 200
        assert attempt(HOME, password=PASSWORD).status_code == 302


@pytest.mark.parametrize("address", ["", "no address", "unix:", "fe80::1%eth0"])
def test_where_it_comes_from_may_be_unknown(editor: User, address: str):
    assert [attempt(address).status_code for _ in range(FOR_ACCOUNT)][-1] == 429


def test_few_passwords_are_checked_at_once(rf: RequestFactory, interview):
    """Of many threads one checks, one waits, and the others are answered at once."""
    together, refused = Barrier(20), Event()
    inside: list[int] = []

    @one_at_a_time
    def view(request: HttpRequest) -> HttpResponse:
        inside.append(1)
        assert len(inside) == 1
        assert refused.wait(10)
        inside.pop()
        return HttpResponse()

    def post(_number: int) -> int:
        request = rf.post(LOGIN)
        request.resolver_match = None
        together.wait()
        answer = view(request)
        if answer.status_code == 503:
            assert answer["Retry-After"]
            answers.append(503)
            if len(answers) == 20 - AT_ONCE:
                refused.set()
        return answer.status_code

    answers: list[int] = []
    with ThreadPoolExecutor(20) as pool:
        found = sorted(pool.map(post, range(20)))
    assert found == [200] * AT_ONCE + [503] * (20 - AT_ONCE)
    # And what was taken is given back.
    assert view(rf.get(LOGIN)).status_code == 200


ROLES = {
    "Readers of reports": (
        {"archive.view_report"},
        {"archive.change_report", "archive.view_segment", "auth.view_user"},
    ),
    "Editors": (
        {"archive.change_report", "archive.change_sentence", "archive.add_term"},
        {"archive.delete_report", "auth.add_user", "axes.view_accessattempt"},
    ),
    "Administrators": (
        {"archive.delete_report", "archive.change_sentence", "auth.add_user", "auth.change_group"},
        {"sessions.view_session"},
    ),
}


@pytest.fixture
def make_groups(db, monkeypatch: pytest.MonkeyPatch):
    """The migration's own function, over the applications as they are: it leaves these so."""
    for config in apps.get_app_configs():
        # A migration's configurations have no module of models, and end without one.
        monkeypatch.setattr(config, "models_module", config.models_module)
    migration = importlib.import_module("archive.migrations.0008_roles")
    return lambda: migration.make_groups(apps, None)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_its_name_says(make_groups, role: str):
    Group.objects.all().delete()
    make_groups()
    user = User.objects.create_user("someone", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    may, may_not = ROLES[role]
    assert user.has_perms(may)
    assert not any(user.has_perm(each) for each in may_not)


def test_a_group_that_is_there_stays_as_it_is(make_groups):
    Group.objects.all().delete()
    Group.objects.create(name="Editors")
    make_groups()
    assert not Group.objects.get(name="Editors").permissions.exists()


def test_the_system_check_is_silent(capsys):
    call_command("check", fail_level="WARNING")
    assert "no issues" in capsys.readouterr().out
