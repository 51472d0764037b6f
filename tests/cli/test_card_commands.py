"""`butterfly personas …` and the cards of `butterfly segments …`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Butterfly

pytestmark = pytest.mark.usefixtures("shop")
POSTS = "\n\n".join(
    ("讲真，新茶到了呀。", "讲真，下雨了。", "我电话13812345678，找我。", "猫又来了呀。", "今天早点收摊。")
)


def test_a_persona_is_proposed_saved_changed_and_restored(butterfly: Butterfly, tmp_path: Path) -> None:
    proposed = butterfly("personas", "propose", "-", "--name", "老陈", "--json", stdin=POSTS).json
    assert proposed["entries"]["pet_words"] == [{"text": "讲真", "samples": [1, 2]}]
    assert (proposed["card"]["name"], proposed["card"]["never"], proposed["samples"][2]["hidden"]) == ("老陈", [], 1)
    assert "宝子们" in [n["text"] for n in proposed["never"]]
    saved = butterfly("personas", "save", "-", "--by", "小周", "--json", stdin=json.dumps(proposed)).json
    assert (saved["version"], saved["by"], saved["card"]["pet_words"]) == (1, "小周", ["讲真"])
    card = saved["card"]
    file = tmp_path / "card.yaml"
    file.write_text(json.dumps({**card, "tone": "慢"}), "utf-8")
    assert butterfly("personas", "save", str(file), "--seen", "1", "--json").json["version"] == 2
    assert butterfly("personas", "save", str(file), "--seen", "1").err.startswith("card_changed: ")
    assert butterfly("personas", "restore", "老陈", "1", "--json").json["restored"] == 1
    history = butterfly("personas", "history", "老陈", "--json").json
    assert [(v["version"], v["deed"]) for v in history] == [(1, "saved"), (2, "saved"), (3, "restored")]
    assert "小周" in butterfly("personas", "history", "老陈").out
    assert [p["version"] for p in butterfly("personas", "list", "--json").json] == [1, 3]


def test_a_persona_is_retired_and_comes_back(butterfly: Butterfly) -> None:
    assert butterfly("personas", "retire", "xiaoman", "--by", "老板").code == 0
    assert butterfly("personas", "list", "--json").json == []
    assert [p["retired"] for p in butterfly("personas", "list", "--retired", "--json").json] == [True]
    assert butterfly("post", "--persona", "xiaoman", "--topic", "下雨").err.startswith("unknown_persona: ")
    assert butterfly("personas", "bring-back", "xiaoman", "--json").json["deed"] == "returned"
    assert "小满" in butterfly("personas", "list").out
    draft = butterfly("post", "--persona", "xiaoman", "--topic", "下雨", "--json").json
    assert (draft["persona"], draft["segment"]) == ({"id": "xiaoman", "version": 3}, None)
    assert butterfly("personas", "keep-own", "xiaoman").code == 0
    assert butterfly("personas", "take-file", "xiaoman").err.startswith("card_not_offered: ")


def test_the_same_topic_in_two_voices(butterfly: Butterfly) -> None:
    butterfly("personas", "save", "-", stdin="{name: 老陈, address: [你], particles: [哈], pet_words: [讲真]}")
    told = butterfly("personas", "try", "小满", "老陈", "--topic", "下雨天喝什么茶", "--json").json
    assert (len(told), told[0]["persona"]) == (2, "xiaoman")
    assert all(t["distances"].keys() == {t["persona"] for t in told} for t in told)
    assert told[0]["text"] != told[1]["text"]
    assert "小满" in butterfly("personas", "try", "小满", "老陈", "--topic", "下雨").out
    assert butterfly("personas", "try", "小满", "--topic", "下雨").err.startswith("voices_number: ")


def test_a_segment_is_proposed_from_reviews_and_saved(butterfly: Butterfly) -> None:
    known = butterfly("segments", "propose", "--json").json
    assert "给我妈买的" in [e["text"] for e in known["entries"]["situation"]]
    pasted = butterfly("segments", "propose", "-", "--name", "怕麻烦的人", "--json", stdin="泡茶太麻烦\n上班老犯困\n别老催我\n好麻烦").json  # fmt: skip
    assert pasted["card"]["repels"] == ["别老催我"]
    saved = butterfly("segments", "save", "-", "--json", stdin=json.dumps(pasted)).json
    assert (saved["version"], saved["card"]["name"]) == (1, "怕麻烦的人")
    assert [c["name"] for c in butterfly("segments", "cards", "--json").json] == ["办公室喝茶的人", "怕麻烦的人"]
    assert "别老催我" in butterfly("segments", "show", "怕麻烦的人").out
    assert butterfly("segments", "show", "怕麻烦的人", "--json").json["deed"] == "saved"


@pytest.mark.parametrize("text", ["just words", "{name: x, surprise: 1}", "{name: [x]}", "a: b: c", "[1]"])
def test_what_is_no_card_is_refused(butterfly: Butterfly, text: str) -> None:
    ran = butterfly("personas", "save", "-", stdin=text)
    assert (ran.code, ran.err.split(":")[0]) == (1, "card_unreadable")


def test_few_posts_are_refused_in_words(butterfly: Butterfly) -> None:
    assert butterfly("personas", "propose", "-", stdin="一条也算。").err.startswith("samples_few: ")
    printed = butterfly("personas", "propose", "-", stdin=POSTS)
    assert "讲真 (1, 2)" in printed.out
    assert "1" in printed.err
