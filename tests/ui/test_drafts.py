"""The pages for selling points and posts."""

import pytest

from copilot.workflows.copilot import Copilot
from tests.ui.conftest import DESK, Visit, words

POINTS, POSTS = "selling_points.shanque", "posts.shanque"


@pytest.mark.usefixtures("shop")
def test_the_brands_wording_stands_beside_ours(visit: Visit) -> None:
    at = visit("selling_points")
    at.selectbox(key=f"{POINTS}.product").set_value("高山白茶").run()
    at.button(key=f"{POINTS}.write").click().run()
    assert [s.value for s in at.subheader] == ["换成客户的话", "换成了谁的话", "品牌自己的说法"]
    assert words(at).count('class="bf-text"') >= 3
    assert any("高山白茶 · 私聊" in c.value.replace("\\", "") for c in at.caption)


@pytest.mark.parametrize("step", ["interest", "need", "trust", "action"])
def test_selling_points_are_written_for_each_step(visit: Visit, shop: Copilot, step: str) -> None:
    at = visit("selling_points")
    at.segmented_control(key=f"{POINTS}.step").set_value(step).run()
    at.button(key=f"{POINTS}.write").click().run()
    draft = shop.store.drafts.recent("shanque", limit=1)[0]
    assert (draft.step, list(at.exception), list(at.error)) == (step, [], [])


def test_a_post_is_written_in_the_chosen_voice(visit: Visit, shop: Copilot) -> None:
    at = visit("posts")
    at.text_area(key=f"{POSTS}.topic").set_value("降温了，怎么煮老白茶").run()
    at.selectbox(key=f"{POSTS}.channel").set_value("group").run()
    at.button(key=f"{POSTS}.write").click().run()
    draft = shop.store.drafts.recent("shanque", limit=1)[0]
    assert (draft.persona_id, draft.channel, draft.topic) == ("xiaoman", "group", "降温了，怎么煮老白茶")
    assert any("小满 · 社群" in c.value.replace("\\", "") for c in at.caption)


@pytest.mark.usefixtures("shop")
def test_choices_are_there_again_in_a_new_visit(visit: Visit) -> None:
    at = visit("selling_points")
    at.selectbox(key=f"{POINTS}.product").set_value("桂花乌龙").run()
    at.segmented_control(key=f"{POINTS}.step").set_value("trust").run()
    again = visit("selling_points")
    assert again.selectbox(key=f"{POINTS}.product").value == "桂花乌龙"
    assert again.segmented_control(key=f"{POINTS}.step").value == "trust"


def test_a_kept_choice_that_is_gone_gives_way_to_the_usual(visit: Visit, shop: Copilot) -> None:
    shop.store.forms.save(DESK, POINTS, {"product": "停产的茶", "step": "nowhere"})
    at = visit("selling_points")
    assert at.selectbox(key=f"{POINTS}.product").value == "高山白茶"
    assert at.segmented_control(key=f"{POINTS}.step").value == "interest"


def test_posts_without_personas_say_what_to_add(visit: Visit, empty: Copilot) -> None:
    empty.add_brand("青禾")
    assert any("还没有人设" in i.value for i in visit("posts").info)


def test_the_channel_offers_its_forms_the_usual_one_first(visit: Visit, shop: Copilot) -> None:
    at = visit("posts")
    assert at.selectbox(key=f"{POSTS}.form").value == "moments_post"
    at.selectbox(key=f"{POSTS}.channel").set_value("group").run()
    assert at.selectbox(key=f"{POSTS}.form").value == "group_message"
    at.selectbox(key=f"{POSTS}.form").set_value("referral_invitation").run()
    assert any("会去资料里找：老带新规则" in c.value for c in at.caption)
    at.button(key=f"{POSTS}.write").click().run()
    draft = shop.store.drafts.recent("shanque", limit=1)[0]
    assert (draft.text_form, draft.node, draft.channel) == ("referral_invitation", "refer", "group")
    assert any("老带新邀请" in c.value for c in at.caption)


def test_a_welcome_asks_where_somebody_comes_from(visit: Visit, shop: Copilot) -> None:
    at = visit("posts")
    at.selectbox(key=f"{POSTS}.channel").set_value("private_chat").run()
    at.selectbox(key=f"{POSTS}.form").set_value("welcome").run()
    at.selectbox(key=f"{POSTS}.origin").set_value("live").run()
    at.button(key=f"{POSTS}.write").click().run()
    assert "直播" in shop.store.drafts.recent("shanque", limit=1)[0].text
