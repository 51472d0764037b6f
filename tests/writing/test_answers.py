"""Variants are read out of whatever a model wrote: none merged, none cut, none twice."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.draft import Angle, CandidateVariant
from copilot.writing.answers import parse_answer
from copilot.writing.ideas import Idea

IDEAS = (
    Idea(Angle.SCENE, "场景", "写一个具体时刻"),
    Idea(Angle.PAIN, "痛点", "说出一件烦心的小事"),
    Idea(Angle.PROOF, "证据", "拿一条真实评价来说"),
)
ENGLISH = (
    Idea(Angle.SCENE, "Scene", "one moment"),
    Idea(Angle.PAIN, "Pain", "one annoyance"),
    Idea(Angle.PROOF, "Proof", "one review"),
)
A, B, C = "下班出地铁，风一吹就乱。", "一梳一大把，看着心疼[1]。", "有人说“半年没断齿”[2]，也嫌有味。"
WANTED = (CandidateVariant(A, Angle.SCENE), CandidateVariant(B, Angle.PAIN), CandidateVariant(C, Angle.PROOF))


def read(text: str) -> tuple[CandidateVariant, ...]:
    return parse_answer(text, IDEAS, {1, 2})


@pytest.mark.parametrize(
    "answer",
    [
        f"【1｜场景】{A}\n【2｜痛点】{B}\n【3｜证据】{C}",
        f"【1｜场景】\n{A}\n\n【2｜痛点】\n{B}\n\n【3｜证据】\n{C}\n",
        f"【1｜场景】{A}【2｜痛点】{B}【3｜证据】{C}",
        f"【1|场景】 {A}\n【2|痛点】 {B}\n【3|证据】 {C}",
        f"【1】{A}\n【2】{B}\n【3】{C}",
        f"【1：场景】{A}\n【2：痛点】{B}\n【3：证据】{C}",
        f"【一、场景】{A}\n【二、痛点】{B}\n【三、证据】{C}",
        f"[[1｜场景]] {A}\n[[2｜痛点]] {B}\n[[3｜证据]] {C}",
        f"[[1]]\n{A}\n[[2]]\n{B}\n[[3]]\n{C}",
        f"**【1｜场景】**{A}\n**【2｜痛点】**{B}\n**【3｜证据】**{C}",
        f"好的，以下是三条文案：\n\n【1｜场景】{A}\n【2｜痛点】{B}\n【3｜证据】{C}\n\n以上三条各有侧重，希望对您有帮助！",
        f"<think>先想想。\n1. 场景\n2. 痛点</think>\n【1｜场景】{A}\n【2｜痛点】{B}\n【3｜证据】{C}",
        f"先想想。</think>【1｜场景】{A}\n【2｜痛点】{B}\n【3｜证据】{C}",
        f"```markdown\n【1｜场景】{A}\n【2｜痛点】{B}\n【3｜证据】{C}\n```",
        f"### 1. 场景\n{A}\n\n### 2. 痛点\n{B}\n\n### 3. 证据\n{C}",
        f"## 方案一：场景\n{A}\n## 方案二：痛点\n{B}\n## 方案三：证据\n{C}",
        f"**1. 场景**\n{A}\n\n**2. 痛点**\n{B}\n\n**3. 证据**\n{C}",
        f"方案1：{A}\n方案2：{B}\n方案3：{C}",
        f"版本一（场景）：{A}\n版本二（痛点）：{B}\n版本三（证据）：{C}",
        f"1. {A}\n2. {B}\n3. {C}",
        f"1、{A}\n\n2、{B}\n\n3、{C}",
        f"- {A}\n- {B}\n- {C}",
        f"{A}\n\n{B}\n\n{C}",
        f"好的，三条如下：\n\n{A}\n\n{B}\n\n{C}",
        f"1. “{A}”\n2. “{B}”\n3. {C}",
        f"【1｜场景】正文：{A}\n【2｜痛点】正文：{B}\n【3｜证据】正文：{C}",
        f"【1｜场景】写一个具体时刻：{A}\n【2｜痛点】说出一件烦心的小事\n{B}\n【3｜证据】{C}",
        f"{A}\n【2｜痛点】{B}\n【3｜证据】{C}",
        json.dumps([{"idea": "场景", "text": A}, {"idea": "痛点", "text": B}, {"idea": "证据", "text": C}]),
        json.dumps({"variants": [{"text": A}, {"text": B}, {"text": C}]}, ensure_ascii=False),
        json.dumps([A, B, C], ensure_ascii=False),
        json.dumps({"场景": A, "痛点": B, "证据": C}, ensure_ascii=False, indent=1),
        f"好的：\n```json\n{json.dumps([A, B, C], ensure_ascii=False)}\n```\n请查收。",
    ],
)
def test_three_texts_are_found(answer: str) -> None:
    assert read(answer) == WANTED


def test_english_answers_are_read_alike() -> None:
    answer = "Here are three texts:\n\n【1|Scene】You flip [1].\n【2|Pain】It breaks.\n【3|Proof】One said [2] so.\n\nLet me know if you need more."
    assert [v.text for v in parse_answer(answer, ENGLISH, {1, 2})] == [
        "You flip [1].",
        "It breaks.",
        "One said [2] so.",
    ]
    headed = "### Option 1: Scene\nYou flip.\n\n### Option 2: Pain\nIt breaks.\n\n### Option 3: Proof\nOne said so."
    assert [v.idea for v in parse_answer(headed, ENGLISH, {1})] == [Angle.SCENE, Angle.PAIN, Angle.PROOF]


def test_a_label_decides_the_idea_whatever_its_number() -> None:
    assert [v.idea for v in read(f"【1｜证据】{C}\n【2｜场景】{A}")] == [Angle.PROOF, Angle.SCENE]


def test_a_list_inside_a_text_does_not_cut_it() -> None:
    body = "三步：\n1. 拆\n2. 晒\n3. 收"
    assert [v.text for v in read(f"【1｜场景】{body}\n【2｜痛点】{B}")] == [body, B]


def test_a_citation_at_the_beginning_of_a_line_is_no_marker() -> None:
    assert read(f"【1｜场景】如下：\n[1] 说睡不塌。\n【2｜痛点】{B}")[0].text == "如下：\n[1] 说睡不塌。"


def test_paragraphs_of_one_text_stay_together() -> None:
    text = f"【1｜场景】{A}\n\n第二段接着说。\n【2｜痛点】{B}"
    assert [v.text for v in read(text)] == [f"{A}\n\n第二段接着说。", B]


def test_a_text_written_twice_counts_once() -> None:
    assert len(read(f"【1｜场景】{A}\n【2｜痛点】{A[:-1]}[1]！\n【3｜证据】{C}")) == 2


def test_more_texts_than_wanted_are_left_aside() -> None:
    assert read(f"1. {A}\n2. {B}\n3. {C}\n4. 再来一条。") == WANTED


def test_a_text_without_any_marker_is_the_variant_where_one_is_wanted() -> None:
    assert parse_answer(A, IDEAS[:1], ()) == (CandidateVariant(A, Angle.SCENE),)


def test_a_text_without_any_marker_is_unusable_where_several_are_wanted() -> None:
    assert read(f"{A}{B}\n\n{C}") == ()


@pytest.mark.parametrize("answer", ["", "  \n", "<think>hm", "【1｜场景】\n【2｜痛点】", "[]", "{}"])
def test_nothing_usable_is_no_variant(answer: str) -> None:
    assert read(answer) == ()


@given(st.text(alphabet='【】｜[]123、.#*-场景痛\n "{}:“”<>/think`(', max_size=80))
def test_any_answer_is_read_without_an_error(answer: str) -> None:
    found = read(answer)
    assert len(found) <= 3
    assert all(v.text.strip() for v in found)


MARKED = f"【1｜场景】{A}\n【2｜痛点】{B}\n【3｜证据】{C}"
NASTY = {
    "a remark on the next line": f"{MARKED}\n希望这些文案对您有帮助！",
    "another name of the thought": f"<thinking>先写 【1｜场景】假的</thinking>\n{MARKED}",
    "a fence of tildes": f"~~~text\n{MARKED}\n~~~",
    "an outer tag": f"<answer>\n{MARKED}\n</answer>",
    "a control token": f"{MARKED}<|im_end|>",
    "counts of characters": MARKED.replace(A, f"{A}（共 18 字）").replace(B, f"{B}（字数：12）"),
    "the name in bold behind a number": f"1. **场景**：{A}\n2. **痛点**：{B}\n3. **证据**：{C}",
    "the name on a line of its own": f"1. **场景**\n{A}\n\n2. **痛点**\n{B}\n\n3. **证据**\n{C}",
    "names only": f"场景：{A}\n痛点：{B}\n证据：{C}",
    "names in bold only": f"**场景**：{A}\n\n**痛点**：{B}\n\n**证据**：{C}",
    "names as headings": f"## 场景\n{A}\n\n## 痛点\n{B}\n\n## 证据\n{C}",
    "rules between": f"{A}\n---\n{B}\n---\n{C}",
    "circled numbers": f"①{A}\n②{B}\n③{C}",
    "tags": f"<text1>{A}</text1>\n<text2>{B}</text2>\n<text3>{C}</text3>",
    "a table": f"| 编号 | 角度 | 文案 |\n|---|---|---|\n| 1 | 场景 | {A} |\n| 2 | 痛点 | {B} |\n| 3 | 证据 | {C} |",
    "YAML": f"- idea: 场景\n  text: {A}\n- idea: 痛点\n  text: {B}\n- idea: 证据\n  text: {C}",
    "JSON behind words": f'好的：{{"texts":[{{"idea":"场景","text":"{A}"}},{{"text":"{B}"}},{{"text":"{C}"}}]}}',
    "JSON with a comma too many": f'[{{"text":"{A}"}},{{"text":"{B}"}},{{"text":"{C}"}},]',
    "JSON in single quotes": f"[{{'text':'{A}'}},{{'text':'{B}'}},{{'text':'{C}'}}]",
    "JSON by number and name": f'{{"1":{{"场景":"{A}"}},"2":{{"痛点":"{B}"}},"3":{{"证据":"{C}"}}}}',
    "markers within JSON": f'{{"texts":["【1｜场景】{A}","【2｜痛点】{B}","【3｜证据】{C}"]}}',
    "JSON line by line": f'{{"text":"{A}"}}\n{{"text":"{B}"}}\n{{"text":"{C}"}}',
}


@pytest.mark.parametrize("answer", NASTY.values(), ids=NASTY.keys())
def test_whatever_stands_around_texts_they_are_found_whole_and_in_order(answer: str) -> None:
    assert read(answer) == WANTED


def test_of_json_that_breaks_off_the_last_text_is_half() -> None:
    cut = f'{{"texts":[{{"idea":"场景","text":"{A}"}},{{"idea":"痛点","text":"一梳一'
    assert [v.text for v in parse_answer(cut, IDEAS, {1, 2})] == [A, "一梳一"]
    assert [v.text for v in parse_answer(cut.removesuffix("一梳一") + "x\\", IDEAS, {1})][:1] == [A]


def test_half_a_marker_at_the_end_is_no_text() -> None:
    assert [v.text for v in parse_answer(f"【1｜场景】{A}\n【2｜痛点】{B}\n【3｜数", IDEAS, {1, 2})] == [A, B]


@pytest.mark.parametrize("hostile", ["[" * 50_000, '{"a":' * 50_000, "【" * 40_000, "1. " * 20_000, '["' * 20_000])
def test_an_answer_made_to_break_readers_is_read_at_once(hostile: str) -> None:
    began = time.perf_counter()
    parse_answer(hostile, IDEAS, {1})
    assert time.perf_counter() - began < 2
