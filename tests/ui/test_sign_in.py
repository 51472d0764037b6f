"""Where people sign in, pages show nothing before, and each person is only shown their own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.review import Duty, Member
from copilot.ui import sign_in
from copilot.workflows.copilot import Copilot
from copilot.workflows.members import Membership
from tests.ui.conftest import FRAME, SECONDS, words

BOSS = {"is_logged_in": True, "email": "boss@shanque.example", "name": "老板"}
LIN = {"is_logged_in": True, "email": "lin@shanque.example", "name": "林姐"}
STRANGER = {"is_logged_in": True, "email": "stranger@elsewhere.example"}
SECTION = {
    "redirect_uri": "https://copilot.example/oauth2callback", "cookie_secret": "s" * 32, "client_id": "butterfly",
    "client_secret": "secret", "server_metadata_url": "https://id.example/.well-known",
}  # fmt: skip

Open = Callable[..., AppTest]


class Section(dict[str, Any]):
    """As Streamlit gives it."""

    def to_dict(self) -> dict[str, Any]:
        return dict(self)


@pytest.fixture
def team(known_shop: Copilot, serve: Callable[[Copilot], None], monkeypatch: pytest.MonkeyPatch) -> Iterator[Copilot]:
    """The shop, served for people who sign in: the boss by configuration, Lin as a reviewer."""
    people = Membership(known_shop.store, frozenset({"boss@shanque.example"}), sign_in=True)
    copilot = replace(known_shop, calendar=replace(known_shop.calendar, members=people))
    serve(copilot)
    monkeypatch.setattr(sign_in, "get_secrets_auth_section", lambda: Section(SECTION))
    for member in people.store.members.all():
        people.store.members.forget(member.email)
    people.store.members.save(Member("lin@shanque.example", "林姐", Duty.REVIEWER))
    yield copilot
    for person in ("boss", "lin"):
        for page in ("frame", "check.shanque"):
            people.store.forms.forget(f"person:{person}@shanque.example", page)


@pytest.fixture
def opened() -> Open:
    """Opens a page as that user of Streamlit's."""

    def open_page(user: dict[str, Any], screen: str = "home") -> AppTest:
        at = AppTest.from_file(FRAME, default_timeout=SECONDS)
        at.user = user
        at.run()
        return at if screen == "home" else at.switch_page(f"screens/{screen}.py").run()

    return open_page


def nothing_of_a_page(at: AppTest) -> bool:
    return "山雀" not in words(at) and [b.key for b in at.button] in ([], ["sign_in.default"], ["sign_in.out"])


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("user", [{}, {"is_logged_in": False}, {"email": "boss@shanque.example"}])
def test_before_somebody_signs_in_there_is_only_the_door(opened: Open, user: dict[str, Any]) -> None:
    at = opened(user)
    assert nothing_of_a_page(at)
    assert [b.label for b in at.button] == ["登录"]
    assert len(at.sidebar.selectbox) == 0


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("user", "told"),
    [
        (STRANGER, "stranger@elsewhere.example 还没有加入"),
        ({**BOSS, "email_verified": False}, "还没有验证"),
        ({"is_logged_in": True, "name": "谁"}, "没有给出邮箱"),
    ],
)
def test_who_may_not_come_in_is_told_why_and_can_sign_in_as_another(
    opened: Open, user: dict[str, Any], told: str
) -> None:
    at = opened(user)
    assert told in at.error[0].value
    assert nothing_of_a_page(at)
    assert [b.key for b in at.button] == ["sign_in.out"]


@pytest.mark.parametrize(
    ("section", "told"),
    [({}, "没有 [auth]"), ({**SECTION, "client_id": ""}, "缺：client_id"), ({**SECTION, "cookie_secret": "x"}, "32")],
)
@pytest.mark.usefixtures("team")
def test_a_wrong_configuration_is_told_instead_of_a_button(
    opened: Open, monkeypatch: pytest.MonkeyPatch, section: dict[str, Any], told: str
) -> None:
    monkeypatch.setattr(sign_in, "get_secrets_auth_section", lambda: Section(section))
    at = opened({})
    assert told in at.error[0].value
    assert list(at.button) == []


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("reason", ["failed", "declined", "unreachable"])
def test_a_sign_in_that_came_to_nothing_is_explained(reason: str) -> None:
    at = AppTest.from_file(FRAME, default_timeout=SECONDS)
    at.query_params["sign_in"] = reason
    at.run()
    assert (
        at.warning[0].value
        == {
            "failed": "登录没有完成，请再试一次。如果还不行，可能是 .streamlit/secrets.toml 里的 client_id 或 client_secret "
            "写错了，站点日志里有详情。",
            "declined": "登录取消了，可以再试。",
            "unreachable": "连不上登录服务。请管理员检查 .streamlit/secrets.toml 里的 server_metadata_url。",
        }[reason]
    )


@pytest.mark.usefixtures("team")
def test_a_member_is_named_with_what_they_are_here_for(opened: Open) -> None:
    at = opened(LIN)
    assert "**林姐** · 审核人" in [m.value for m in at.sidebar.markdown]
    assert at.button(key="frame.sign_out").label == "退出登录"


@pytest.mark.usefixtures("team")
def test_signing_out_shows_the_door_at_once(opened: Open) -> None:
    at = opened(LIN)
    at.button(key="frame.sign_out").click().run()
    assert [b.key for b in at.button] == ["sign_in.default"]
    assert "山雀" not in words(at)


def test_a_removed_member_is_out_with_the_next_press(opened: Open, team: Copilot) -> None:
    at = opened(LIN)
    team.store.members.forget("lin@shanque.example")
    at.run()
    assert "还没有加入" in at.error[0].value
    assert nothing_of_a_page(at)


@pytest.mark.usefixtures("team")
def test_what_somebody_typed_is_theirs_and_not_the_browser_s(opened: Open) -> None:
    at = opened(LIN, "check")
    at.text_area(key="check.shanque.text").set_value("林姐写的半句").run()
    assert opened(BOSS, "check").text_area(key="check.shanque.text").value == ""
    assert opened(LIN, "check").text_area(key="check.shanque.text").value == "林姐写的半句"


@pytest.mark.usefixtures("team")
def test_another_person_in_the_same_visit_finds_nothing_of_the_first(opened: Open) -> None:
    at = opened(LIN, "check")
    at.text_area(key="check.shanque.text").set_value("林姐写的半句").run()
    at.user = BOSS
    at.run()
    assert at.text_area(key="check.shanque.text").value == ""


def test_an_admin_lets_somebody_in_changes_them_and_takes_them_out(opened: Open, team: Copilot) -> None:
    at = opened(BOSS, "settings")
    at.text_input(key="members.email").set_value("mei@shanque.example").run()
    at.text_input(key="members.name").set_value("小梅").run()
    at.button(key="members.add").click().run()
    assert team.store.members.get("mei@shanque.example") == Member("mei@shanque.example", "小梅", Duty.AUTHOR)
    at.selectbox(key="members.mei@shanque.example.duty").set_value("reviewer").run()
    assert team.store.members.get("mei@shanque.example") == Member("mei@shanque.example", "小梅", Duty.REVIEWER)
    at.button(key="members.mei@shanque.example.remove").click().run()
    assert team.store.members.get("mei@shanque.example") is None


@pytest.mark.usefixtures("team")
def test_an_address_that_is_none_is_told(opened: Open) -> None:
    at = opened(BOSS, "settings")
    at.text_input(key="members.email").set_value("小梅").run()
    at.button(key="members.add").click().run()
    assert [w.value for w in at.warning] == ["“小梅”不是邮箱地址。"]


@pytest.mark.usefixtures("team")
def test_others_see_what_they_are_here_for_and_no_list(opened: Open) -> None:
    at = opened(LIN, "settings")
    assert "您在这里是审核人，管理员可以更改。" in [m.value for m in at.markdown]
    assert "boss@shanque.example" not in words(at)


@pytest.mark.usefixtures("shop")
def test_a_machine_of_one_asks_for_no_sign_in_and_says_how_to_begin(opened: Open) -> None:
    at = opened({}, "settings")
    assert "BUTTERFLY_SIGN_IN=true" in at.code[-1].value
    assert "frame.sign_out" not in [b.key for b in at.button]


@pytest.mark.usefixtures("shop")
def test_the_page_of_review_says_that_one_person_does_both_steps(opened: Open) -> None:
    assert any("写的人和审的人是同一位" in c.value for c in opened({}, "review").caption)


@pytest.mark.usefixtures("team")
def test_where_people_sign_in_it_says_no_such_thing(opened: Open) -> None:
    assert not any("同一位" in c.value for c in opened(LIN, "review").caption)
