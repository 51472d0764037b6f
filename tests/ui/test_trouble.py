"""When the parts below fail, a person reads a sentence and keeps what they typed."""

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

import pytest

from copilot import bootstrap
from copilot.errors import IndexFailed, StoreFailed
from copilot.workflows.copilot import Copilot
from tests.ui.conftest import Visit


def fails(error: Exception) -> Callable[..., NoReturn]:
    def raising(*_: object, **__: object) -> NoReturn:
        raise error

    return raising


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_database_that_cannot_be_opened_is_a_sentence(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(bootstrap, "build_copilot", fails(StoreFailed("no", detail="disk")))
    at = visit("home", language)
    assert [e.value for e in at.error] == [{"zh": "数据库打不开：disk", "en": at.error[0].value}[language]]
    assert (len(at.error), list(at.exception)) == (1, [])


def test_an_index_that_fails_while_writing_is_a_sentence(
    visit: Visit, shop: Copilot, serve: Callable[[Copilot], None]
) -> None:
    broken = replace(shop.searching, ready=fails(IndexFailed("no", detail="words")))
    serve(replace(shop, drafting=replace(shop.drafting, searching=broken)))
    at = visit("selling_points").button(key="selling_points.shanque.write").click().run()
    assert any("索引" in e.value for e in at.error)
    assert list(at.exception) == []


def test_an_unexpected_failure_is_a_sentence_and_goes_to_the_log(
    visit: Visit, shop: Copilot, serve: Callable[[Copilot], None], caplog: pytest.LogCaptureFixture
) -> None:
    serve(replace(shop, briefing=replace(shop.briefing, forms={})))
    at = visit("selling_points").button(key="selling_points.shanque.write").click().run()
    assert [e.value[:5] for e in at.error] == ["出了点问题"]
    assert "a page failed" in caplog.text


def test_typing_goes_on_when_it_cannot_be_kept(visit: Visit, shop: Copilot, serve: Callable[[Copilot], None]) -> None:
    class ReadOnlyForms:
        get = shop.store.forms.get
        save = staticmethod(fails(StoreFailed("no", detail="read-only")))

    serve(replace(shop, store=replace(shop.store, forms=ReadOnlyForms())))  # type: ignore[arg-type]
    at = visit("replies").text_area(key="replies.shanque.1.chat").set_value("周晓雯：在吗").run()
    assert [w.value for w in at.warning] == ["数据库打不开：read-only"]
    assert at.text_area(key="replies.shanque.1.chat").value == "周晓雯：在吗"
