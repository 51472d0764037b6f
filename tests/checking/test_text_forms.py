import re

import pytest

from copilot.checking import channel_forms, text_forms
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.domain.text_form import Clock, TextForm

FORMS = list(text_forms().values())
IDS = [
    "moments_post", "group_message", "group_event", "private_opening", "live_announcement", "live_rundown",
    "short_video_script", "article", "article_outline", "mini_program_card", "welcome", "membership_invitation",
    "stored_value_invitation", "referral_invitation", "survey", "apology",
]  # fmt: skip


def test_all_forms_are_there() -> None:
    assert list(text_forms()) == IDS


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.id)
@pytest.mark.parametrize("language", list(Language))
def test_a_form_says_everything_in_both_languages(form: TextForm, language: Language) -> None:
    said = [form.title, form.does, *form.must, *form.must_not]
    said += [words for part in form.parts for words in (part.name, part.does, *part.lines)]
    said += [n.name for n in form.needs] + [n.look_for for n in form.needs if n.look_for]
    said += [words for origin in form.origins for words in (origin.title, origin.does)]
    assert all(words.of(language).strip() for words in said)


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.id)
def test_a_form_names_its_sources_and_its_patterns_compile(form: TextForm) -> None:
    limits = [*form.limits, *(limit for part in form.parts for limit in part.limits)]
    assert all(limit.source and limit.most > limit.least for limit in limits)
    patterns = [p.sign for p in form.parts] + [p for n in form.needs for p in (n.known_by, n.told_by)]
    assert all(re.compile(pattern) for pattern in patterns)
    assert len({p.id for p in form.parts}) == len(form.parts)


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.id)
def test_what_only_a_person_can_know_is_found_in_their_words(form: TextForm) -> None:
    """A need that is neither looked for nor told by anybody could never be met."""
    assert all(need.look_for or need.told_by for need in form.needs)


@pytest.mark.parametrize(
    ("words", "when", "where"),
    [
        ("12月5日（周六）下午三点，河边门店，一起腌萝卜", "12月5日（周六）下午三点", "河边门店"),
        ("12月5日周六上午九点到十一点，店里，磨豆子", "12月5日周六上午九点到十一点", "店里"),
        ("周五晚上七点在群里接龙", "周五晚上七点", "群里"),
        ("下周三来老店坐坐", "下周三", ""),
        ("店里的新茶都可以试", "", ""),
        ("周日见，我们是老店，茶管够", "周日", ""),
        ("Coffee on the house on Sunday", "Sunday", ""),
        ("Friday, December 4 at 5 pm at the old mill, bring a cup", "Friday, December 4 at 5 pm", "the old mill"),
        ("tomorrow at 7 pm at the Riverside shop", "tomorrow at 7 pm", "the Riverside shop"),
        ("We meet in the morning", "", ""),
    ],
)
def test_when_and_where_an_event_is_are_read_from_the_person_s_words(words: str, when: str, where: str) -> None:
    told = {need.id: need.told_in(words) for need in text_forms()["group_event"].needs}
    assert told == {"when": when, "where": where}


def test_a_spoken_form_s_parts_fill_its_time() -> None:
    rundown, video = text_forms()["live_rundown"], text_forms()["short_video_script"]
    assert (rundown.clock, sum(p.takes * p.most for p in rundown.parts)) == (Clock.MINUTES, rundown.lasts)
    assert sum(p.takes * p.most for p in video.parts) <= video.lasts + 5
    assert sum(p.takes * p.least for p in video.parts) <= video.lasts


def test_a_form_narrows_its_channel() -> None:
    forms = channel_forms()
    welcome, script = text_forms()["welcome"], text_forms()["short_video_script"]
    assert welcome.within(forms[Channel.GROUP]).hard_bytes == 3000
    assert welcome.within(forms[Channel.PRIVATE_CHAT]).hard_bytes == 4000
    spoken = script.within(forms[Channel.MOMENTS])
    assert (spoken.hard_characters, spoken.soft_lines, spoken.soft_characters) == (None, None, script.soft)
    assert text_forms()["moments_post"].within(forms[Channel.MOMENTS]) == forms[Channel.MOMENTS]
