"""Forms without a model: every one, in both languages, whole, within its limits, and nothing invented."""

import re
from dataclasses import replace
from datetime import datetime

import pytest

from copilot.bootstrap.desk import packaged_checker
from copilot.checking import CheckRequest, channel_forms, text_forms
from copilot.domain.assignment import Assignment
from copilot.domain.calendar import Purpose
from copilot.domain.channel import Channel
from copilot.domain.draft import Brief, Task, without_marks
from copilot.domain.evidence import Evidence, EvidenceItem, Passage, Role, Source
from copilot.domain.language import Language
from copilot.domain.text_form import TextForm
from copilot.writing.offline.form_phrases import form_phrases
from copilot.writing.offline.phrasebook import EVIDENCE_SLOTS
from tests.writing.offline.conftest import Write
from tests.writing.offline.judging import figures_of
from tests.writing.offline.shops import EN, ZH, Shop

FORMS = [form for form in text_forms().values() if form.id in form_phrases()[Language.ZH].forms]
CHECKER = packaged_checker()
TOPIC = {Language.ZH: "枕头晒完怎么收", Language.EN: "how to clean a pot"}
RULES = "新客人首单减20元，老客人得200积分。只算一层，不用转发。"


def a_brief(shop: Shop, form_id: str, topic: str = "", **more: object) -> Brief:
    form = text_forms()[form_id]
    channel = form.within(channel_forms()[form.channels[0]]).in_language(shop.brand.language)
    brief = shop.brief(Task.POST, topic=topic or TOPIC[shop.brand.language])
    brief = replace(brief, form=channel, node=form.node, step=form.step, variants=form.variants, text_form=form)
    return replace(brief, **more)  # type: ignore[arg-type]


def rules_found(text: str, brief: Brief, evidence: Evidence) -> set[str]:
    request = CheckRequest(
        text, brief.brand, brief.form, brief.language, brief.at, evidence=evidence.items, text_form=brief.text_form
    )
    return {f.rule for f in CHECKER.check(request) if f.kind in ("form", "length")}


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.id)
def test_every_form_is_whole_and_fits(form: TextForm, shop: Shop, write: Write) -> None:
    brief = a_brief(shop, form.id)
    variants = write(brief, shop.evidence).variants
    assert len(variants) == form.variants
    for variant in variants:
        found = rules_found(variant.text, brief, shop.evidence)
        assert found <= {"form_hole", "form_request", "length_soft"}


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.id)
def test_no_figure_comes_from_nowhere(form: TextForm, shop: Shop, write: Write) -> None:
    brief, known = a_brief(shop, form.id), figures_of(shop.evidence)
    for variant in write(brief, shop.evidence).variants:
        said = without_marks(variant.text)
        for at in reversed(form.parts_in(said)):
            said = said[: at.start] + said[at.body :]
        assert [f for f in re.findall(r"\d+(?:\.\d+)?", said) if f not in known] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.id)
def test_without_any_evidence_there_is_an_honest_text_all_the_same(form: TextForm, shop: Shop, write: Write) -> None:
    brief = replace(a_brief(shop, form.id), product=None)
    for variant in write(brief, Evidence()).variants:
        assert "form_part_missing" not in rules_found(variant.text, brief, Evidence())
        assert "[1]" not in variant.text


@pytest.mark.parametrize("language", list(Language))
def test_every_part_that_must_be_there_can_be_said_without_evidence(language: Language) -> None:
    says = form_phrases()[language].forms
    assert set(says) == {form.id for form in FORMS}
    for form in FORMS:
        for part in (p for p in form.parts if p.required):
            free = [p for p in says[form.id].parts[part.id] if not any(f"{{{s}}}" in p for s in EVIDENCE_SLOTS)]
            assert len(free) >= part.least, (form.id, part.id)


def test_a_referral_states_the_rules_of_the_knowledge_or_that_they_are_missing(write: Write) -> None:
    source = Source("p", "policy.md", 1, "L1")
    passage = Passage("p1", RULES, Role.POLICY, source, heading="老带新")
    evidence = Evidence((EvidenceItem(1, RULES, Role.POLICY, source, passage=passage),))
    told = write(a_brief(ZH, "referral_invitation"), evidence).variants[0].text
    assert "首单减20元，老客人得200积分[1]" in told
    assert "[待补：老带新规则]" in write(a_brief(ZH, "referral_invitation"), Evidence()).variants[0].text


def test_what_happened_is_said_as_it_was_told_and_asked_for_otherwise(write: Write) -> None:
    told = write(a_brief(ZH, "apology", "昨天发的货把枕套尺寸弄错了"), ZH.evidence)
    assert all("昨天发的货把枕套尺寸弄错了" in v.text for v in told.variants)
    asked = write(a_brief(ZH, "apology", topic=" "), ZH.evidence)
    assert all("[待补：出了什么事]" in v.text for v in asked.variants)


def test_an_event_takes_time_and_place_from_the_words_of_who_asks(write: Write) -> None:
    brief = a_brief(ZH, "group_event", "这周六下午两点在河边门店教晒枕头")
    for variant in write(brief, ZH.evidence).variants:
        assert "时间：这周六下午两点\n" in variant.text
        assert "地点：河边门店\n" in variant.text


@pytest.mark.parametrize("origin", [o.id for o in text_forms()["welcome"].origins])
def test_a_welcome_takes_up_where_somebody_came_from(origin: str, shop: Shop, write: Write) -> None:
    form = text_forms()["welcome"].coming_from(origin)
    says = form_phrases()[shop.brand.language].forms["welcome"].parts[f"from.{origin}"]
    fixed = {max(re.split(r"\{\w+\}", pattern), key=len) for pattern in says}
    for variant in write(replace(a_brief(shop, "welcome"), text_form=form), shop.evidence).variants:
        assert any(words in variant.text for words in fixed)


def test_a_rundown_in_the_calendar_has_the_time_of_day_and_fills_its_hour(write: Write) -> None:
    at = datetime(2026, 11, 25, 20, 0)
    brief = a_brief(ZH, "live_rundown", assignment=Assignment(Purpose.LIVE, at, live_at=at))
    text = write(brief, ZH.evidence).variants[0].text
    assert text.startswith("20:00 开场（5 分钟）：\n做什么：")
    assert sum(p.takes for p in text_forms()["live_rundown"].parts_in(text)) == 60
    assert "20:05 先教一件（10 分钟）" in text


def test_seconds_are_those_a_line_takes(write: Write) -> None:
    form = text_forms()["short_video_script"]
    for variant in write(a_brief(ZH, "short_video_script"), ZH.evidence).variants:
        parts = [p for p in form.parts_in(variant.text) if p.takes]
        assert 3 <= sum(p.id == "scene" for p in parts) <= 5
        assert sum(p.takes for p in parts) <= form.lasts


def test_earlier_texts_do_not_come_again(write: Write) -> None:
    first = write(a_brief(EN, "survey"), EN.evidence).variants[0].text
    again = write(a_brief(EN, "survey", said=(first,)), EN.evidence).variants[0].text
    assert first.splitlines()[0] != again.splitlines()[0]


def test_a_form_of_another_channel_keeps_to_that_channel(write: Write) -> None:
    form = text_forms()["live_announcement"]
    fitted = form.within(channel_forms()[Channel.MOMENTS])
    brief = a_brief(ZH, "live_announcement", form=fitted)
    assert all(len(v.text) <= 2000 for v in write(brief, ZH.evidence).variants)
