"""Answers as JSON by a schema, and the words in them while they stream."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.draft import Angle
from copilot.writing.ideas import Idea
from copilot.writing.structured import ReadableStream, schema_of

TEXTS = ["下班出地铁，\n风一吹就乱。", '有人说“半年没断齿”，也"嫌"有味 🌙[1]。']
ANSWER = {"texts": [{"idea": "场景", "text": TEXTS[0]}, {"idea": "证据", "text": TEXTS[1]}]}


def streamed(answer: str, size: int) -> str:
    stream = ReadableStream()
    return "".join(stream.feed(answer[i : i + size]) for i in range(0, len(answer), size))


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_of_json_people_see_the_texts_only(size: int, ascii_only: bool) -> None:
    assert streamed(json.dumps(ANSWER, ensure_ascii=ascii_only), size) == "\n\n".join(TEXTS)


def test_other_answers_pass_as_they_are() -> None:
    assert streamed("【1｜场景】“好”[1]，{行}。", 2) == "【1｜场景】“好”[1]，{行}。"


@given(st.text(max_size=60), st.integers(1, 7))
def test_any_text_comes_out_as_it_went_in(text: str, size: int) -> None:
    whole = text.encode("utf-16", "replace").decode("utf-16")
    assert streamed(json.dumps({"text": whole}), size) == whole


@given(st.text(alphabet='{}[]":,\\ua1textd8', max_size=80))
def test_nothing_that_a_model_can_send_breaks_it(text: str) -> None:
    streamed("{" + text, 3).encode()


def test_the_schema_asks_for_one_text_for_each_idea_by_name() -> None:
    schema = schema_of((Idea(Angle.SCENE, "场景", "…"), Idea(Angle.PROOF, "证据", "…")))
    texts = schema["properties"]["texts"]
    assert (texts["minItems"], texts["maxItems"]) == (2, 2)
    assert texts["items"]["properties"]["idea"]["enum"] == ["场景", "证据"]
    assert (schema["additionalProperties"], texts["items"]["required"]) == (False, ["idea", "text"])
