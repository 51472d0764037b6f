"""Who is let in, as what, and that this cannot be lost or done unseen."""

from typing import Any

import pytest

from copilot.domain.review import Actor, Deed, Duty, Member
from copilot.errors import InvalidInput, UnknownName
from copilot.workflows.copilot import Copilot
from copilot.workflows.members import Membership

BOSS = Actor("boss@shanque.example", "老板", Duty.ADMIN)


@pytest.fixture
def people(known_shop: Copilot) -> Membership:
    """Members of the shop, where people sign in; nobody is stored yet."""
    for member in known_shop.store.members.all():
        known_shop.store.members.forget(member.email)
    return Membership(known_shop.store, frozenset({"boss@shanque.example"}), sign_in=True)


def refused(people: Membership, **claims: Any) -> str:
    """The code of the error with which somebody of those claims is turned away."""
    with pytest.raises(InvalidInput) as error:
        people.actor_of({"is_logged_in": True, "email": "boss@shanque.example", **claims})
    return error.value.code


def test_a_member_is_known_by_the_mail_the_provider_tells(people: Membership) -> None:
    people.save(Member("Lin@Shanque.example", "林姐", Duty.REVIEWER), BOSS)
    who = people.actor_of({"is_logged_in": True, "email": "LIN@shanque.example", "name": "Lin", "email_verified": True})
    assert who == Actor("lin@shanque.example", "林姐", Duty.REVIEWER)


def test_an_admin_of_the_settings_comes_in_before_anybody_is_stored(people: Membership) -> None:
    who = people.actor_of({"is_logged_in": True, "email": "Boss@shanque.example", "name": "老板"})
    assert who == Actor("boss@shanque.example", "老板", Duty.ADMIN)


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"is_logged_in": False}, "not_signed_in"),
        ({"is_logged_in": "true"}, "not_signed_in"),
        ({"email": None}, "email_missing"),
        ({"email": " "}, "email_missing"),
        ({"email_verified": False}, "email_unverified"),
        ({"email_verified": "false"}, "email_unverified"),
        ({"email_verified": None}, "email_unverified"),
        ({"email": "stranger@elsewhere.example"}, "not_a_member"),
        ({"email": "boss@shanque.example.evil.example"}, "not_a_member"),
    ],
)
def test_nobody_else_is_let_in(people: Membership, claims: dict[str, Any], code: str) -> None:
    assert refused(people, **claims) == code


def test_where_people_sign_in_there_is_no_single_user(people: Membership) -> None:
    with pytest.raises(InvalidInput) as error:
        people.alone()
    assert error.value.code == "not_signed_in"


def test_a_machine_of_one_has_one_user_who_may_do_all(shop: Copilot) -> None:
    assert shop.calendar.members.alone() == Actor("local", "local", Duty.ADMIN, alone=True)


def test_only_an_admin_changes_who_does_what(people: Membership) -> None:
    with pytest.raises(InvalidInput) as error:
        people.save(Member("a@b.example", "", Duty.ADMIN), Actor("lin@b.example", "林姐", Duty.REVIEWER))
    assert error.value.code == "not_allowed"
    assert people.store.members.all() == ()


def test_a_change_of_duty_stands_in_the_trail(people: Membership) -> None:
    people.save(Member("mei@shanque.example", "小梅", Duty.AUTHOR), BOSS)
    people.save(Member("mei@shanque.example", "小梅", Duty.REVIEWER), BOSS)
    people.remove("mei@shanque.example", BOSS)
    last = [(e.deed, e.by, e.before, e.after) for e in people.store.audit.of("shanque", "", limit=3)]
    assert last == [
        (Deed.DUTY, "boss@shanque.example", "mei@shanque.example reviewer", "mei@shanque.example"),
        (Deed.DUTY, "boss@shanque.example", "mei@shanque.example author", "mei@shanque.example reviewer"),
        (Deed.DUTY, "boss@shanque.example", "", "mei@shanque.example author"),
    ]


def test_one_admin_is_left(known_shop: Copilot) -> None:
    people = Membership(known_shop.store, sign_in=True)
    people.save(Member("only@shanque.example", "", Duty.ADMIN), BOSS)
    lines = len(people.store.audit.of("shanque", ""))
    for change in (
        lambda: people.save(Member("only@shanque.example", "", Duty.AUTHOR), BOSS),
        lambda: people.remove("only@shanque.example", BOSS),
    ):
        with pytest.raises(InvalidInput) as error:
            change()
        assert error.value.code == "last_admin"
    assert len(people.store.audit.of("shanque", "")) == lines


def test_an_admin_of_the_settings_stays_one(people: Membership) -> None:
    with pytest.raises(InvalidInput) as error:
        people.save(Member("boss@shanque.example", "", Duty.AUTHOR), BOSS)
    assert error.value.code == "admin_of_settings"


def test_a_member_nobody_knows_cannot_be_removed(people: Membership) -> None:
    with pytest.raises(UnknownName):
        people.remove("nobody@shanque.example", BOSS)
