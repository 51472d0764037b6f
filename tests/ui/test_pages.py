"""Every page opens in both languages, with a brand and without."""

import pytest

from copilot.domain.language import Language
from copilot.locales import load_locale
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from tests.ui.conftest import Visit, words

SCREENS = ("home", "replies", "selling_points", "posts", "check", "knowledge", "gaps", "sent", "settings")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.usefixtures("shop")
def test_a_page_opens_without_trouble(visit: Visit, screen: str, language: str) -> None:
    at = visit(screen, language)
    title = "home.title" if screen == "home" else f"app.pages.{screen}"
    assert [t.value for t in at.title] == [load_locale(Language(language)).say(title)]
    assert (list(at.exception), list(at.error)) == ([], [])


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.usefixtures("empty")
def test_a_page_without_a_brand_shows_the_way_on(visit: Visit, screen: str) -> None:
    at = visit(screen)
    assert (list(at.exception), list(at.error)) == ([], [])
    assert any(text in words(at) for text in ("还没有品牌", "还没有设置模型"))


@pytest.mark.usefixtures("shop")
def test_no_key_of_a_sentence_is_left_on_a_page(visit: Visit) -> None:
    known = load_locale(Language.ZH).sentences
    for screen in SCREENS:
        shown = words(visit(screen))
        assert [key for key in known if key in shown] == []


@pytest.mark.usefixtures("shop")
def test_the_language_can_be_switched_on_any_page(visit: Visit) -> None:
    at = visit("posts")
    at.segmented_control(key="frame.language").set_value("en").run()
    assert at.title[0].value == "Posts"


def test_a_brand_of_ones_own_can_be_added_and_is_then_worked_for(visit: Visit, empty: Copilot) -> None:
    at = visit("home")
    at.text_input(key="new_brand.name").set_value("青禾").run()
    at.selectbox(key="new_brand.category").set_value("food").run()
    at.button(key="new_brand.add").click().run()
    assert at.selectbox(key="frame.brand").value == "青禾"
    assert empty.brand("青禾").category == "food"


@pytest.mark.usefixtures("empty")
def test_a_brand_without_a_name_is_refused_with_a_sentence(visit: Visit) -> None:
    at = visit("home")
    at.button(key="new_brand.add").click().run()
    assert [w.value for w in at.warning] == ["还没有文字。先写点什么再试。"]


def test_home_counts_what_is_known_and_opens_a_recent_draft(visit: Visit, shop: Copilot) -> None:
    draft = shop.selling_points(Ask(product="高山白茶"))
    at = visit("home")
    assert [m.value for m in at.metric][:2] == ["5", "3"]
    at.button(key=f"home.open.{draft.id}").click().run()
    assert at.title[0].value == "卖点"
    assert "高山白茶" in at.caption[0].value or any("高山白茶" in c.value for c in at.caption)


@pytest.mark.usefixtures("shop")
def test_settings_name_the_parts_and_examine_the_indexes(visit: Visit) -> None:
    at = visit("settings")
    at.button(key="settings.examine").click().run()
    assert any("山雀茶" in m.value and "正常" in m.value for m in at.markdown)
