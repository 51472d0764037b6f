"""Writing with a model: streamed, retried, completed, and honest about what it could not do."""

import json
from dataclasses import replace
from time import perf_counter

import pytest

from copilot.conversation import what_we_say
from copilot.domain.conversation import Conversation, Move, Reading, Speaker, Stand, Turn
from copilot.domain.draft import Angle, Brief, Candidate, Notice, NoticeCode, Task, Usage
from copilot.domain.evidence import Evidence, Role
from copilot.domain.persona import Persona
from copilot.errors import ModelCutOff, ModelFailed, ModelRateLimited, ModelRefused, ModelUnreachable, PromptInvalid
from copilot.llm.openai_compatible import OpenAICompatible
from copilot.llm.scripted import ScriptedAnswer, ScriptedModel
from copilot.ports import ChatModel, FinishReason, TextDelta
from copilot.writing.events import Restarted, WriteEvent
from copilot.writing.model_writer import ModelWriter
from copilot.writing.prompt_book import PromptBook
from copilot.writing.tokens import ExactTokenCounter
from tests.support.model_server import ModelServer
from tests.writing.conftest import brief_for, evidence_of

COUNTER = ExactTokenCounter()
THREE = "【1｜场景】出地铁一阵风，梳两下就顺[1]。\n【2｜痛点】一梳一大把？齿宽的不扯[1]。\n【3｜提问】您是早上梳还是睡前梳？"


class Desk:
    """A writer on a scripted model, with what it waited."""

    def __init__(self, book: PromptBook, *answers: ScriptedAnswer | ModelFailed | str, attempts: int = 3) -> None:
        self.waits: list[float] = []
        self.model = ScriptedModel(answers)
        self.writer = ModelWriter(self.model, book, COUNTER, attempts=attempts, wait=self.waits.append)

    def write(self, brief: Brief, evidence: Evidence) -> tuple[list[WriteEvent], Candidate]:
        events = list(self.writer.write(brief, evidence))
        candidate = events[-1]
        assert isinstance(candidate, Candidate)
        return events, candidate


def test_a_complete_answer_is_streamed_and_becomes_a_candidate(book: PromptBook, evidence: Evidence) -> None:
    desk = Desk(book, ScriptedAnswer(THREE, 5, usage=Usage(900, 70)))
    events, candidate = desk.write(brief_for(), evidence)
    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == THREE
    assert [v.idea for v in candidate.variants] == [Angle.SCENE, Angle.PAIN, Angle.QUESTION]
    assert candidate.variants[0].text == "出地铁一阵风，梳两下就顺[1]。"
    assert (candidate.model, candidate.usage, desk.waits) == ("scripted", Usage(900, 70), [])
    assert candidate.prompt == book.prompts[Task.SELLING_POINTS].mark


def test_what_may_pass_is_waited_out_longer_each_time(book: PromptBook, evidence: Evidence) -> None:
    desk = Desk(book, ModelUnreachable("down"), ScriptedAnswer("【1｜场景】出地", failure=ModelCutOff("cut")), THREE)
    events, candidate = desk.write(brief_for(), evidence)
    assert [e.reason for e in events if isinstance(e, Restarted)] == ["model_unreachable", "model_cut_off"]
    assert desk.waits == [0.4, 0.8]
    assert len(candidate.variants) == 3


def test_a_rate_limit_is_waited_out_as_long_as_it_asks(book: PromptBook, evidence: Evidence) -> None:
    desk = Desk(book, ModelRateLimited("busy", retry_after_seconds=3.0), THREE)
    desk.write(brief_for(), evidence)
    assert desk.waits == [3.0]


@pytest.mark.parametrize(
    "failure", [ModelRefused("bad key"), ModelRateLimited("busy for long", retry_after_seconds=60.0)]
)
def test_what_will_not_pass_soon_is_raised_at_once(book: PromptBook, evidence: Evidence, failure: ModelFailed) -> None:
    desk = Desk(book, failure, THREE)
    with pytest.raises(type(failure)):
        desk.write(brief_for(), evidence)
    assert len(desk.model.requests) == 1
    assert desk.waits == []


def test_the_last_failure_is_raised_when_attempts_are_used_up(book: PromptBook, evidence: Evidence) -> None:
    desk = Desk(book, ModelUnreachable("one"), ModelCutOff("two"), THREE, attempts=2)
    with pytest.raises(ModelCutOff):
        desk.write(brief_for(), evidence)
    assert len(desk.model.requests) == 2


def test_nonsense_is_asked_again_and_its_cost_is_counted(book: PromptBook, evidence: Evidence) -> None:
    desk = Desk(book, ScriptedAnswer("抱歉。", usage=Usage(900, 5)), ScriptedAnswer(THREE, usage=Usage(900, 70)))
    events, candidate = desk.write(brief_for(), evidence)
    assert Restarted("model_answer_unusable") in events
    assert candidate.usage == Usage(1800, 75)


def test_missing_variants_are_asked_for_with_what_is_there_already(book: PromptBook, evidence: Evidence) -> None:
    desk = Desk(
        book, "【1｜场景】出地铁一阵风，梳两下就顺。", "【1｜痛点】齿宽的不扯。", "【1｜提问】早上梳还是睡前梳？"
    )
    events, candidate = desk.write(brief_for(), evidence)
    assert [v.idea for v in candidate.variants] == [Angle.SCENE, Angle.PAIN, Angle.QUESTION]
    asked = desk.model.requests[1].messages[-1].content
    assert "<said>\n- 出地铁一阵风，梳两下就顺…\n</said>" in asked
    assert "1｜痛点" in asked
    assert "｜场景" not in asked
    assert "｜提问" not in asked, "asked for one at a time, a small model does not give one text for both"
    assert "1｜提问" in desk.model.requests[2].messages[-1].content
    assert not [e for e in events if isinstance(e, Notice)]


def test_a_reply_laid_out_as_a_chat_is_what_we_say_in_it(book: PromptBook, evidence: Evidence) -> None:
    brief = brief_for(Task.REPLY, variants=2)
    prompter = ModelWriter(ScriptedModel([]), book, COUNTER).prompter
    first, second = (idea.name for idea in prompter.render(brief, evidence).ideas)
    model = ScriptedModel(
        [
            f"【1｜{first}】我：齿根加厚了，您放心梳[1]。\n【2｜{second}】顾客：会不会断齿",
            f"【1｜{second}】您是干发梳还是湿发梳？",
        ]
    )
    writer = ModelWriter(model, book, COUNTER, what_we_say=what_we_say)
    candidate = list(writer.write(brief, evidence))[-1]
    assert isinstance(candidate, Candidate)
    assert [v.text for v in candidate.variants] == ["齿根加厚了，您放心梳[1]。", "您是干发梳还是湿发梳？"]


def test_variants_that_stay_missing_are_said(book: PromptBook, evidence: Evidence) -> None:
    for second in ("【1｜场景】出地铁一阵风，梳两下就顺。", ModelUnreachable("down")):
        events, candidate = Desk(book, "【1｜场景】出地铁一阵风，梳两下就顺。", second).write(brief_for(), evidence)
        assert len(candidate.variants) == 1
        assert Notice(NoticeCode.FEWER_VARIANTS, count=1) in events


def test_an_answer_that_goes_round_in_a_circle_is_left(book: PromptBook, evidence: Evidence) -> None:
    desk = Desk(book, ScriptedAnswer(f"{THREE}[1]{'【3】' * 200}", 200), attempts=1)
    events, candidate = desk.write(brief_for(), evidence)
    shown = "".join(e.text for e in events if isinstance(e, TextDelta))
    assert len(shown) < len(THREE) + 300, "the rest of the answer is not waited for"
    assert [v.idea for v in candidate.variants] == [Angle.SCENE, Angle.PAIN, Angle.QUESTION]
    assert candidate.variants[2].text.startswith("您是早上梳还是睡前梳？")
    assert not [e for e in events if isinstance(e, Notice)]


def test_a_text_that_lost_its_end_is_written_anew(book: PromptBook, evidence: Evidence) -> None:
    cut = ScriptedAnswer("【1｜场景】出地铁一阵风。\n【2｜痛点】一梳一大", finish=FinishReason.LENGTH)
    _, candidate = Desk(book, cut, "【1｜痛点】齿宽的不扯。", "【1｜提问】早上梳吗？").write(brief_for(), evidence)
    assert [v.text for v in candidate.variants] == ["出地铁一阵风。", "齿宽的不扯。", "早上梳吗？"]


def test_the_only_text_keeps_its_whole_sentences_and_the_cut_is_said(book: PromptBook, evidence: Evidence) -> None:
    cut = ScriptedAnswer("【1｜场景】出地铁一阵风。梳两下就", finish=FinishReason.LENGTH)
    events, candidate = Desk(book, cut).write(brief_for(variants=1), evidence)
    assert [v.text for v in candidate.variants] == ["出地铁一阵风。"]
    assert Notice(NoticeCode.CUT_OFF) in events


def test_evidence_there_was_no_room_for_is_said_first_and_cannot_be_cited(book: PromptBook) -> None:
    evidence = evidence_of(*[(Role.BENEFIT, "竹梳齿宽，打结的头发也能慢慢梳开。" * 9)] * 30)
    desk = Desk(book, f"{THREE}[30]")
    events, candidate = desk.write(brief_for(), evidence)
    notice = events[0]
    assert isinstance(notice, Notice)
    assert notice.code is NoticeCode.EVIDENCE_LEFT_OUT
    assert notice.count > 5
    assert "[30]" not in candidate.variants[-1].text


def test_a_customer_who_wants_no_more_gets_one_goodbye(book: PromptBook, evidence: Evidence) -> None:
    brief = brief_for(Task.REPLY, step=None, reading=Reading(Stand.OTHER, None, says_stop=True))
    events, candidate = Desk(book, "【1｜放手】好的，不再打扰您，有事随时找我。").write(brief, evidence)
    assert [(v.idea, v.text) for v in candidate.variants] == [(Move.LET_GO, "好的，不再打扰您，有事随时找我。")]
    assert not [e for e in events if isinstance(e, Notice)]


def test_a_text_lifted_from_the_example_is_asked_for_again(book: PromptBook, evidence: Evidence) -> None:
    lifted = "【1｜场景】出地铁一阵风，梳两下就顺。\n【2｜痛点】最烦风口上跟伞较劲，越掰越散架。\n【3｜提问】早上梳吗？"
    desk = Desk(book, lifted, "【1｜痛点】齿宽的不扯。")
    _, candidate = desk.write(brief_for(), evidence)
    assert [v.idea for v in candidate.variants] == [Angle.SCENE, Angle.QUESTION, Angle.PAIN]
    assert "伞" not in "".join(v.text for v in candidate.variants)


def test_a_text_in_the_words_of_another_is_asked_for_again(book: PromptBook, evidence: Evidence) -> None:
    same = "【1｜场景】出地铁一阵风吹乱了头发，梳两下就顺。\n【2｜痛点】一阵风吹乱了头发，梳两下就顺，不扯。\n【3｜提问】早上梳吗？"
    desk = Desk(book, same, "【1｜痛点】齿宽的不扯。")
    events, candidate = desk.write(brief_for(), evidence)
    assert [(v.idea, v.text) for v in candidate.variants][2] == (Angle.PAIN, "齿宽的不扯。")
    assert len(desk.model.requests) == 2
    assert not [e for e in events if isinstance(e, Notice)]


def test_a_text_that_says_what_another_says_is_dropped_with_a_notice_within_four_calls(
    book: PromptBook, evidence: Evidence
) -> None:
    desk = Desk(
        book, THREE, "【1｜痛点】一梳一大把？齿宽的不扯[1]。", "【1｜痛点】一梳一大把？齿宽的不扯[1]。", THREE, THREE
    )
    desk.writer = replace(
        desk.writer, likeness=lambda asked, known: [0.9 if "一大把" in asked[0] else 0.1 for _ in known]
    )
    events, candidate = desk.write(brief_for(), evidence)
    assert [v.idea for v in candidate.variants] == [Angle.SCENE, Angle.QUESTION]
    assert Notice(NoticeCode.FEWER_VARIANTS, count=2) in events
    assert len(desk.model.requests) == 4


def test_quotations_and_product_names_may_stand_in_several_texts(book: PromptBook, evidence: Evidence) -> None:
    quoted = "【1｜场景】有人写“用了半年没断齿，就是头一周有点竹子味”[3]。\n【2｜痛点】怕断的看这句：“用了半年没断齿，就是头一周有点竹子味”[3]。"
    desk = Desk(book, quoted)
    desk.writer = replace(desk.writer, likeness=lambda _, known: [0.8 for _ in known])
    _, candidate = desk.write(brief_for(variants=2), evidence)
    assert len(candidate.variants) == 2


def test_where_nobody_counts_we_do(book: PromptBook, evidence: Evidence) -> None:
    _, candidate = Desk(book, THREE).write(brief_for(), evidence)
    assert candidate.usage.prompt > 500
    assert candidate.usage.answer == COUNTER.count(THREE)


def test_a_brief_the_prompt_cannot_be_filled_from_makes_no_call(book: PromptBook, evidence: Evidence) -> None:
    desk = Desk(book, THREE)
    with pytest.raises(PromptInvalid):
        desk.write(brief_for(product=None), evidence)
    assert desk.model.requests == []


def served(mode: str, book: PromptBook, evidence: Evidence) -> tuple[list[WriteEvent], list[float], int]:
    waits: list[float] = []
    with ModelServer(mode) as server:
        model: ChatModel = OpenAICompatible("play", base_url=server.base_url, timeout_seconds=0.3)
        writer = ModelWriter(model, book, COUNTER, attempts=2, wait=waits.append)
        return list(writer.write(brief_for(), evidence)), waits, len(server.requests)


@pytest.mark.parametrize("mode", ["ok", "thinking", "wrong_usage", "no_usage", "refuses_options"])
def test_over_http_a_text_for_every_idea_comes_at_once(mode: str, book: PromptBook, evidence: Evidence) -> None:
    events, waits, _ = served(mode, book, evidence)
    candidate = events[-1]
    assert isinstance(candidate, Candidate)
    assert [v.idea for v in candidate.variants] == [Angle.SCENE, Angle.PAIN, Angle.QUESTION]
    assert candidate.usage.prompt > 0
    assert waits == []


@pytest.mark.parametrize(
    ("mode", "code"),
    [("busy_once", "model_rate_limited"), ("broken_once", "model_unreachable"), ("cut_once", "model_cut_off")],
)
def test_over_http_a_failure_that_passes_ends_in_a_text(
    mode: str, code: str, book: PromptBook, evidence: Evidence
) -> None:
    events, waits, calls = served(mode, book, evidence)
    assert [e.reason for e in events if isinstance(e, Restarted)] == [code]
    assert isinstance(events[-1], Candidate)
    assert (len(waits), calls) == (1, 2)


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("broken", "model_unreachable"),
        ("busy", "model_rate_limited"),
        ("slow", "model_unreachable"),
        ("cut", "model_cut_off"),
        ("closed", "model_unreachable"),
        ("empty", "model_answer_unusable"),
        ("bad_json", "model_cut_off"),
        ("garbage", "model_answer_unusable"),
        ("unauthorized", "model_refused"),
        ("error_event", "model_cut_off"),
    ],
)
def test_over_http_a_failure_that_stays_ends_in_its_code(
    mode: str, code: str, book: PromptBook, evidence: Evidence
) -> None:
    with pytest.raises(ModelFailed) as failure:
        served(mode, book, evidence)
    assert failure.value.code == code


def test_our_own_time_before_the_call_is_short_once_warm(book: PromptBook, evidence: Evidence) -> None:
    times = []
    for _ in range(6):
        desk = Desk(book, THREE)
        desk.writer.warm()
        start = perf_counter()
        next(iter(desk.writer.write(brief_for(Task.REPLY), evidence)))
        times.append(perf_counter() - start)
    assert min(times) < 0.06


def test_a_text_that_is_still_missing_is_asked_for_a_second_time(book: PromptBook, evidence: Evidence) -> None:
    first = "【1｜场景】出地铁一阵风，梳两下就顺。"
    desk = Desk(book, first, "【1｜痛点】齿宽的不扯。", "【1｜提问】早上梳还是睡前梳？")
    events, candidate = desk.write(brief_for(), evidence)
    assert [v.idea for v in candidate.variants] == [Angle.SCENE, Angle.PAIN, Angle.QUESTION]
    assert len(desk.model.requests) == 3
    assert not [e for e in events if isinstance(e, Notice)]


def test_an_answer_by_a_schema_is_shown_as_texts_and_read_as_json(book: PromptBook, evidence: Evidence) -> None:
    said = ["出地铁一阵风，梳两下就顺[1]。", "一梳一大把？齿宽的不扯[1]。", "您是早上梳还是睡前梳？"]
    texts = [{"idea": idea, "text": text} for idea, text in zip(("场景", "痛点", "提问"), said, strict=True)]
    model = ScriptedModel([ScriptedAnswer(json.dumps({"texts": texts}, ensure_ascii=False), 5)])
    writer = ModelWriter(model, book, COUNTER, structured=True)
    events = list(writer.write(brief_for(), evidence))
    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == "\n\n".join(said)
    assert [v.text for v in candidate_of(events).variants] == said
    schema = model.requests[0].answer_schema
    assert schema is not None
    assert schema["properties"]["texts"]["maxItems"] == 3


def candidate_of(events: list[WriteEvent]) -> Candidate:
    candidate = events[-1]
    assert isinstance(candidate, Candidate)
    return candidate


def test_an_endpoint_that_refuses_the_schema_writes_without_it_and_is_not_asked_for_it_again(
    book: PromptBook, evidence: Evidence
) -> None:
    with ModelServer("refuses_options") as server:
        writer = ModelWriter(OpenAICompatible("play", base_url=server.base_url), book, COUNTER, structured=True)
        assert len(candidate_of(list(writer.write(brief_for(), evidence))).variants) == 3
        first = len(server.requests)
        writer_again = list(writer.write(brief_for(), evidence))
    assert len(candidate_of(writer_again).variants) == 3
    assert ("response_format" in server.requests[0], len(server.requests) - first) == (True, 1)


SLOW = Persona("slow", "阿秀", samples=("不急，慢慢梳，先从发尾梳起。", "不急的，梳子给您留着。", "慢慢来，不急。"))
LOUD = Persona("loud", "大刘", samples=("老铁们看过来！齿宽，不扯！", "老铁们，冲！", "看过来看过来，老铁们！"))


def test_a_text_in_a_colleague_s_voice_is_asked_for_again(book: PromptBook, evidence: Evidence) -> None:
    brief = brief_for(persona=SLOW, colleagues=(LOUD,), variants=1)
    desk = Desk(book, "【1｜场景】老铁们看过来！出地铁一阵风！", "【1｜场景】不急，出了地铁慢慢梳。")
    _, candidate = desk.write(brief, evidence)
    assert [v.text for v in candidate.variants] == ["不急，出了地铁慢慢梳。"]
    assert len(desk.model.requests) == 2


def test_where_no_text_sounds_like_the_persona_the_nearest_is_taken(book: PromptBook, evidence: Evidence) -> None:
    brief = brief_for(persona=SLOW, colleagues=(LOUD,), variants=1)
    nearest = "【1｜场景】老铁们，梳子先从发尾梳起，看过来！"
    desk = Desk(book, "【1｜场景】老铁们看过来！冲！", nearest, *["【1｜场景】老铁们，齿宽，看过来！"] * 2)
    events, candidate = desk.write(brief, evidence)
    assert [v.text for v in candidate.variants] == ["老铁们，梳子先从发尾梳起，看过来！"]
    assert not [e for e in events if isinstance(e, Notice)]


def test_the_customer_s_question_given_back_is_no_reply(book: PromptBook, evidence: Evidence) -> None:
    chat = Conversation((Turn(Speaker.CUSTOMER, "你们哪款梳子最好，给我推一个？"),))
    brief = brief_for(Task.REPLY, conversation=chat, variants=1)
    name = ModelWriter(ScriptedModel([]), book, COUNTER).prompter.render(brief, evidence).ideas[0].name
    desk = Desk(book, f"【1｜{name}】你们哪款梳子最好，给我推一个？", f"【1｜{name}】看您头发多长，齿宽的不扯[1]。")
    _, candidate = desk.write(brief, evidence)
    assert [v.text for v in candidate.variants] == ["看您头发多长，齿宽的不扯[1]。"]
