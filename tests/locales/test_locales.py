"""Both languages say the same things."""

import re
from pathlib import Path
from string import Formatter

import pytest

from copilot import errors
from copilot.domain.calendar_import import CalendarUse
from copilot.domain.channel import Channel
from copilot.domain.conversation import Escalation, Move, Objection, Stand
from copilot.domain.draft import Angle, NoticeCode, Task
from copilot.domain.evidence import Role
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.errors import ButterflyError, UnreadableFile
from copilot.locales import load_locale

UI = Path(__file__).resolve().parents[2] / "copilot" / "ui"
ZH, EN = load_locale(Language.ZH), load_locale(Language.EN)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    assert ZH.sentences.keys() == EN.sentences.keys()
    different = [k for k in ZH.sentences if placeholders(ZH.sentences[k]) != placeholders(EN.sentences[k])]
    assert different == []


def test_every_key_written_on_a_page_exists() -> None:
    source = "\n".join(file.read_text("utf-8") for file in UI.rglob("*.py"))
    used = set(re.findall(r'say\("([a-z_.]+)"', source))
    assert len(used) > 50
    assert used - ZH.sentences.keys() == set()


@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        ("channels", Channel), ("steps", Step), ("nodes", Node), ("roles", Role), ("stands", Stand),
        ("objections", Objection), ("ideas", Angle), ("ideas", Move), ("escalations", Escalation),
        ("tasks", Task), ("notices", NoticeCode),
    ],
)  # fmt: skip
def test_every_fixed_word_has_a_name(prefix: str, values: type[Step]) -> None:
    assert [v for v in values if not ZH.has(f"{prefix}.{v.value}")] == []


def test_every_error_class_has_a_sentence() -> None:
    classes = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, ButterflyError)]
    without = [c.code for c in classes if c.code != "unknown_name" and not ZH.has(f"errors.{c.code}")]
    assert without == []


def test_an_error_is_explained_with_its_facts() -> None:
    error = UnreadableFile("价格.xlsx", "file_encrypted")
    assert ZH.explain(error) == "价格.xlsx 有密码。去掉密码再上传。"
    assert "password" in EN.explain(error)


def test_every_use_and_every_problem_of_an_imported_calendar_has_a_sentence() -> None:
    code = "\n".join(file.read_text("utf-8") for file in (UI.parent / "planning").glob("*.py"))
    told = set(
        re.findall(r'_problem\(\s*"([a-z_]+)"|CalendarProblem\([^"]+"([a-z_]+)"|_tell\(place, "([a-z_]+)"', code)
    )
    codes = {name for names in told for name in names if name} | {"several_days", "there", "several_items"}
    assert len(codes) > 15
    assert [name for name in codes if not ZH.has(f"calendar_import.problems.{name}")] == []
    assert [use for use in CalendarUse if not ZH.has(f"calendar_import.uses.{use}")] == []
