"""A refusal that names no parameter takes out the optional ones; one about something else takes out nothing."""

from copilot.llm.tolerance import PLAIN, Dialect, arguments, without_what_was_refused
from copilot.ports import ChatRequest

WITH_SCHEMA = ChatRequest((), answer_schema={"type": "object"})


def test_a_refusal_without_a_name_takes_out_the_extras_at_once() -> None:
    plainer = without_what_was_refused(PLAIN, ValueError("Bad Request"), WITH_SCHEMA)
    assert plainer == Dialect(usage_option=False, schema=False)
    assert plainer is not None
    assert set(arguments(WITH_SCHEMA, plainer)) == {"temperature", "max_tokens"}


def test_when_nothing_is_left_to_take_out_the_refusal_stands() -> None:
    assert without_what_was_refused(Dialect(usage_option=False, schema=False), ValueError("no"), WITH_SCHEMA) is None


def test_a_prompt_that_is_too_long_is_not_asked_again() -> None:
    error = ValueError("This model's maximum context length is 4096 tokens")
    assert without_what_was_refused(PLAIN, error, WITH_SCHEMA) is None


def test_a_schema_nobody_sent_is_not_given_up() -> None:
    plainer = without_what_was_refused(PLAIN, ValueError("Bad Request"), ChatRequest(()))
    assert plainer == Dialect(usage_option=False)


def test_both_names_of_the_limit_are_tried_then_none() -> None:
    second = without_what_was_refused(PLAIN, ValueError("unknown field max_tokens"), WITH_SCHEMA)
    assert second == Dialect(limit="max_completion_tokens")
    third = without_what_was_refused(second or PLAIN, ValueError("unknown field max_completion_tokens"), WITH_SCHEMA)
    assert third == Dialect(limit=None)


def test_where_the_owner_insists_on_the_schema_its_refusal_stands() -> None:
    strict = Dialect(needs_schema=True)
    assert without_what_was_refused(strict, ValueError("unsupported response_format"), WITH_SCHEMA) is None
    plainer = without_what_was_refused(strict, ValueError("Bad Request"), WITH_SCHEMA)
    assert plainer == Dialect(needs_schema=True, usage_option=False)
