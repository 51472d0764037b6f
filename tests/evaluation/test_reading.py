"""The measures of reading are the ones a person would work out by hand."""

import json
from pathlib import Path

import pytest

from copilot.domain.conversation import Conversation, Reading, Speaker, Stand
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.errors import ModelUnreachable, UnreadableFile
from copilot.evaluation.reading import RefinedReader, evaluate_reading
from copilot.workflows.refine import Refining
from copilot.writing.reading_asker import Place


class KnowsPricesOnly:
    """Reads everything with “price” in it as action, everything else as interest; remembers what it was shown."""

    def __init__(self) -> None:
        self.seen: list[Conversation] = []

    def read(self, conversation: Conversation) -> Reading:
        self.seen.append(conversation)
        asks_price = "price" in conversation.customer_words
        return Reading(Stand.CONVERT, Step.ACTION if asks_price else Step.INTEREST)


def write_cases(folder: Path, cases: list[dict[str, object]]) -> Path:
    (folder / "cases.jsonl").write_text("\n".join(json.dumps(c) for c in cases), "utf-8")
    return folder


CASES: list[dict[str, object]] = [
    {"id": "1", "context": [], "text": "price?", "node": "convert", "step": "action"},
    {"id": "2", "context": [], "text": "what is it", "node": "convert", "step": "interest"},
    {"id": "3", "context": [{"role": "rep", "text": "hi"}], "text": "is it real", "node": "convert", "step": "trust"},
    {"id": "4", "context": [], "text": "where is my parcel", "node": "service", "step": "-"},
]


def test_accuracy_f1_and_confusion(tmp_path: Path) -> None:
    report = evaluate_reading(write_cases(tmp_path, CASES), KnowsPricesOnly())
    assert (report.cases, report.accuracy, report.node_accuracy) == (4, 0.5, 0.75)
    assert report.f1 == {"interest": 0.5, "trust": 0.0, "action": 1.0}
    assert report.macro_f1 == 0.5
    assert report.confusion["service/-"] == {"convert/interest": 1}
    assert [w["id"] for w in report.wrong] == ["3", "4"]


def test_the_report_is_json(tmp_path: Path) -> None:
    report = evaluate_reading(write_cases(tmp_path, CASES), KnowsPricesOnly())
    assert json.loads(json.dumps(report.as_json()))["accuracy"] == 0.5
    assert 0 <= report.p50_ms <= report.p95_ms


def test_the_reader_sees_the_context_and_then_the_turn(tmp_path: Path) -> None:
    reader = KnowsPricesOnly()
    evaluate_reading(write_cases(tmp_path, CASES), reader)
    turns = next(c.turns for c in reader.seen if len(c.turns) == 2)
    assert [(t.speaker, t.text) for t in turns] == [(Speaker.REP, "hi"), (Speaker.CUSTOMER, "is it real")]


@pytest.mark.parametrize(
    ("content", "code"), [(None, "file_missing"), ("", "file_empty"), ("{not json", "file_broken")]
)
def test_a_folder_without_usable_cases_is_named(tmp_path: Path, content: str | None, code: str) -> None:
    if content is not None:
        (tmp_path / "cases.jsonl").write_text(content, "utf-8")
    with pytest.raises(UnreadableFile) as caught:
        evaluate_reading(tmp_path, KnowsPricesOnly())
    assert caught.value.code == code


def test_a_model_s_help_is_measured_on_masked_chats_and_never_skipped_after_a_failure(tmp_path: Path) -> None:
    class Unsure:
        def read(self, conversation: Conversation) -> Reading:  # noqa: ARG002
            return Reading(Stand.OTHER, None, confidence=0.3)

    class FailsFirst:
        def __init__(self) -> None:
            self.seen: list[str] = []

        def ask(self, conversation: Conversation, language: Language) -> Place:  # noqa: ARG002
            self.seen.append(conversation.customer_words)
            if len(self.seen) == 1:
                raise ModelUnreachable("busy", model="m", status=503, detail="busy")
            return Place(Stand.CONVERT, Step.ACTION)

    asker = FailsFirst()
    cases: list[dict[str, object]] = [
        {"id": "1", "text": "price? call 13812345678", "node": "convert", "step": "action"},
        {"id": "2", "text": "how to pay", "node": "convert", "step": "action"},
    ]
    reader = RefinedReader(Unsure(), Refining(asker, "m", 5))
    assert evaluate_reading(write_cases(tmp_path, cases), reader).accuracy == 1.0
    assert not any("13812345678" in words for words in asker.seen)
