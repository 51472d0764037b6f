"""The prompts as they are sent have not changed unnoticed (see prompts/README.md, "Changing a prompt")."""

import pytest

from copilot.domain.draft import Task
from copilot.domain.language import Language
from tests.writing.golden_renders import (
    CASES,
    chain_file,
    file_of,
    file_of_item,
    file_of_rewrite,
    opinion_file,
    render,
    render_chain,
    render_item,
    render_opinion,
    render_revise,
    render_rewrite,
    revise_file,
)


@pytest.mark.parametrize(("task", "language"), CASES)
def test_a_prompt_is_what_its_golden_render_says(task: Task, language: Language) -> None:
    assert render(task, language) == file_of(task, language).read_text("utf-8")


@pytest.mark.parametrize("language", list(Language))
def test_the_rewriting_prompt_is_what_its_golden_render_says(language: Language) -> None:
    assert render_rewrite(language) == file_of_rewrite(language).read_text("utf-8")


@pytest.mark.parametrize("language", Language)
def test_the_prompt_of_a_second_opinion_is_what_its_golden_render_says(language: Language) -> None:
    assert render_opinion(language) == opinion_file(language).read_text("utf-8")


@pytest.mark.parametrize("language", Language)
def test_the_prompt_of_revising_is_what_its_golden_render_says(language: Language) -> None:
    assert render_revise(language) == revise_file(language).read_text("utf-8")


@pytest.mark.parametrize("language", Language)
def test_the_prompt_of_an_item_is_what_its_golden_render_says(language: Language) -> None:
    assert render_item(language) == file_of_item(language).read_text("utf-8")


@pytest.mark.parametrize("language", Language)
def test_the_prompt_of_a_chain_is_what_its_golden_render_says(language: Language) -> None:
    assert render_chain(language) == chain_file(language).read_text("utf-8")
