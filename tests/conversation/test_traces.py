"""Personal data leaves traces by which it is known again and cannot be read."""

from copilot.conversation.traces import traced, traces_of


def test_what_left_a_trace_is_known_again_in_any_text() -> None:
    traces = traces_of(["小鱼儿吐泡泡", "13812345678"], "draft-1")
    assert traced("小鱼儿吐泡泡您好，打13812345678", traces, "draft-1") == ("13812345678", "小鱼儿吐泡泡")
    assert traced("您好，枕头三十天能退", traces, "draft-1") == ()


def test_a_full_name_is_known_without_its_family_name() -> None:
    assert traced("婉清您好", traces_of(["苏婉清"], "d"), "d") == ("婉清",)


def test_traces_tell_nothing_and_differ_from_draft_to_draft() -> None:
    first, second = traces_of(["苏婉清"], "a"), traces_of(["苏婉清"], "b")
    assert "婉清" not in "".join(first)
    assert not set(first) & set(second)
