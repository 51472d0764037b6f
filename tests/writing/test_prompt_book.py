"""Prompt files are checked when they are loaded, and what is wrong is named."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from copilot.domain.draft import Task
from copilot.domain.language import Language
from copilot.errors import PromptInvalid
from copilot.writing.prompt_book import PromptBook

PROMPTS = Path(__file__).parents[2] / "prompts"

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """A copy of the real prompts with one text of one file replaced."""

    def change(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "prompts"
        shutil.copytree(PROMPTS, folder, dirs_exist_ok=True)
        content = (folder / file).read_text("utf-8")
        assert old in content
        (folder / file).write_text(content.replace(old, new, 1), "utf-8")
        return folder

    return change


def test_the_prompts_we_ship_are_valid_for_every_task(book: PromptBook) -> None:
    assert set(book.prompts) == set(Task)
    assert all(p.mark.version >= 1 and len(p.mark.fingerprint) == 16 for p in book.prompts.values())


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("post.yaml", "purpose:", "puprose:", "purpose"),
        ("post.yaml", "{evidence}", "{evidense}", "evidense"),
        ("post.yaml", "[persona,", "[persona, weather,", "weather"),
        ("post.yaml", "id: post", "id: poem", "poem"),
        ("post.yaml", "version: ", "version: 0 #", "version"),
        ("post.yaml", "messages:", "messages: [", "post.yaml"),
        ("parts/ladder.yaml", "  need:", "  needs:", "needs"),
        ("parts/ideas.yaml", "needs: [proof]", "needs: [prof]", "needs"),
        ("parts/ideas.yaml", "    stop: [let_go]", "    stop: [let_went]", "stop"),
        ("parts/ideas.yaml", "    price: [lower", "    prize: [lower", "prize"),
        ("parts/channels.yaml", "\nlive:", "\nlife:", "life"),
        ("parts/lines.yaml", "\ngaps:", "\nholes:", "lines.yaml"),
        ("parts/lines.yaml", 'en: "Topic: {topic}"', 'en: "Topic: {product}"', "topic"),
    ],
)
def test_a_fault_is_named_with_its_file(edit: Edit, file: str, old: str, new: str, told: str) -> None:
    folder = edit(file, old, new)
    with pytest.raises(PromptInvalid) as fault:
        PromptBook.load(folder)
    assert told in str(fault.value)
    assert str(fault.value.facts["prompt"]) == Path(file).name


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PromptInvalid) as fault:
        PromptBook.load(tmp_path)
    assert fault.value.facts["prompt"] == "ladder.yaml"


def test_the_fingerprint_follows_the_prompt_and_its_parts(book: PromptBook, edit: Edit) -> None:
    before = book.prompts[Task.POST].mark.fingerprint
    own = PromptBook.load(edit("post.yaml", "purpose: ", "purpose: New: "[:9] + "New "))
    assert own.prompts[Task.POST].mark.fingerprint != before
    assert own.prompts[Task.REPLY].mark == book.prompts[Task.REPLY].mark
    shared = PromptBook.load(edit("parts/channels.yaml", "# How", "# Just how"))
    assert shared.prompts[Task.REPLY].mark.fingerprint != book.prompts[Task.REPLY].mark.fingerprint


def test_an_input_that_is_not_given_is_named_before_any_call(book: PromptBook) -> None:
    prompt = book.prompts[Task.REPLY]
    given = {name: "x" for name in prompt.file.inputs if name != "chat"}
    with pytest.raises(PromptInvalid) as fault:
        prompt.fill(Language.ZH, given)
    assert "chat" in str(fault.value.facts["detail"])


def test_braces_in_the_data_are_left_alone(book: PromptBook) -> None:
    prompt = book.prompts[Task.REPLY]
    messages = prompt.fill(Language.ZH, dict.fromkeys(prompt.file.inputs, "{brand}"))
    assert "{brand}" in messages[0].content
