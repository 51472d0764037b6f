"""The route that says what is found in a text while it is typed."""

import json
import logging
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.ui import live_ask, live_check
from copilot.ui.live_ask import Asked, seal
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from tests.ui.conftest import DESK, Visit

TEXT = "高山白茶只要99元，全网最低价"
HOSTILE = '</div><script>alert(1)</script><img src=x onerror="alert(1)">全国最好'
ZH = Asked(language=Language.ZH, ask=Ask(brand="shanque", channel=Channel.MOMENTS, language=Language.ZH))
EN = Asked(language=Language.EN, ask=Ask(brand="shanque", channel=Channel.MOMENTS, language=Language.EN))
OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def site(shop: Copilot) -> Iterator[TestClient]:  # noqa: ARG001
    with TestClient(Starlette(routes=live_check.routes())) as client:
        yield client


def asked(text: str, about: Asked = ZH, **other: str) -> dict[str, str]:
    return {"text": text, "question": about.question, "seal": seal(about.question), **other}


def told(site: TestClient, text: str, about: Asked = ZH) -> str:
    """What is shown for `text`."""
    html: str = site.post("/api/live", json=asked(text, about), headers=OURS).json()["html"]
    return html


def refusal(site: TestClient, body: object, **headers: str) -> tuple[int, Any]:
    ours = {**OURS, "content-type": "application/json"}
    given = {**ours, **{name.replace("_", "-"): value for name, value in headers.items()}}
    answer = site.post("/api/live", content=json.dumps(body), headers={k: v for k, v in given.items() if v})
    return answer.status_code, answer.json()


@pytest.mark.parametrize(("about", "words"), [(ZH, "先别发"), (EN, "Not yet")], ids=["zh", "en"])
def test_it_tells_what_is_found_in_the_language_of_the_page(site: TestClient, about: Asked, words: str) -> None:
    html = told(site, TEXT, about)
    assert '<mark class="bf-block"' in html
    assert words in html


def test_it_shows_what_the_page_shows(site: TestClient, visit: Visit, shop: Copilot) -> None:
    shop.store.forms.forget(DESK, "check.shanque")
    at = visit("check")
    at.text_area(key="check.shanque.text").set_value(TEXT).run()
    drawn = next(block.proto.body for block in at.get("html") if 'class="bf-live"' in block.proto.body)
    asked_by_the_page = Asked(
        language=Language.ZH, ask=Ask(brand="shanque", channel=Channel.MOMENTS, at=shop.today(), language=Language.ZH)
    )
    assert told(site, TEXT, asked_by_the_page) in drawn
    shop.store.forms.forget(DESK, "check.shanque")


def test_an_edit_of_a_draft_is_held_against_what_the_draft_cites(site: TestClient, shop: Copilot) -> None:
    draft = shop.selling_points(Ask(product="高山白茶"))
    about = Asked(language=Language.ZH, draft=draft.id, number=1)
    html = told(site, f"全国最好的茶[{draft.variants[0].citations[0].n}]", about)
    assert '<mark class="bf-warn"' in html
    assert 'class="bf-cite"' in html
    assert "bf-checked" not in told(site, "降温了，记得喝热的。", about)


def test_a_waived_finding_is_not_underlined(site: TestClient, shop: Copilot) -> None:
    text = "全国最好的茶"
    for finding in shop.check(text, Ask(brand="shanque")).findings:
        shop.waive(text, finding, "shanque", why="顾客原话", by="")
    assert "<mark" not in told(site, text)


def test_hostile_text_stays_text(site: TestClient) -> None:
    html = told(site, HOSTILE)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_an_empty_text_is_asked_for(site: TestClient) -> None:
    assert "贴上文字" in told(site, " \n")


def test_another_site_is_refused(site: TestClient) -> None:
    refused = (403, {"code": "live_refused"})
    assert refusal(site, asked(TEXT), sec_fetch_site="cross-site") == refused
    assert refusal(site, asked(TEXT), sec_fetch_site="same-site") == refused
    assert refusal(site, asked(TEXT), sec_fetch_site="", origin="http://evil.example") == refused
    assert refusal(site, asked(TEXT), sec_fetch_site="") == refused


def test_a_browser_that_only_names_its_origin_is_answered(site: TestClient) -> None:
    assert refusal(site, asked(TEXT), sec_fetch_site="", origin="http://testserver")[0] == 200


def test_a_form_of_another_kind_is_refused(site: TestClient) -> None:
    body = json.dumps(asked(TEXT))
    answer = site.post("/api/live", content=body, headers={**OURS, "content-type": "text/plain"})
    assert (answer.status_code, answer.json()) == (415, {"code": "live_no_json"})
    assert site.get("/api/live", headers=OURS).status_code == 405


def test_only_what_a_page_was_given_is_answered(site: TestClient) -> None:
    other = Asked(language=Language.ZH, ask=Ask(brand="another")).question
    refused = (403, {"code": "live_refused"})
    assert refusal(site, asked(TEXT, question=other)) == refused
    assert refusal(site, asked(TEXT, seal="")) == refused
    assert refusal(site, asked(TEXT, seal="印")) == refused


def test_a_seal_is_good_for_a_night_and_not_for_two(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    today = int(time.time() // live_ask.DAY_SECONDS)
    body = asked(TEXT)
    monkeypatch.setattr("copilot.ui.live_ask.time.time", lambda: (today + 1) * live_ask.DAY_SECONDS)
    assert refusal(site, body)[0] == 200
    monkeypatch.setattr("copilot.ui.live_ask.time.time", lambda: (today + 2) * live_ask.DAY_SECONDS)
    assert refusal(site, body) == (403, {"code": "live_refused"})


def test_a_text_too_long_to_follow_is_refused(site: TestClient) -> None:
    assert refusal(site, asked("茶" * 5_000))[0] == 200
    assert refusal(site, asked("茶" * 5_001)) == (413, {"code": "text_too_long"})
    assert refusal(site, asked("茶" * 100_000)) == (413, {"code": "text_too_long"})


@pytest.mark.parametrize("body", [[], {"text": 1}, asked("a", more="b"), asked("\ud800")])
def test_what_is_no_question_is_refused(site: TestClient, body: object) -> None:
    assert refusal(site, body) == (400, {"code": "invalid_input"})


def test_a_brand_or_draft_that_is_gone_has_its_code(site: TestClient) -> None:
    assert refusal(site, asked(TEXT, Asked(language=Language.ZH, ask=Ask(brand="gone")))) == (
        400,
        {"code": "unknown_brand"},
    )
    assert refusal(site, asked(TEXT, Asked(language=Language.ZH, draft="gone"))) == (400, {"code": "unknown_draft"})


def test_a_check_that_takes_too_long_is_given_up(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_check, "MOST_SECONDS", 0.05)
    monkeypatch.setattr(live_check, "checked", lambda *_: time.sleep(0.3))
    assert refusal(site, asked(TEXT)) == (503, {"code": "live_slow"})


def test_nothing_of_the_text_is_kept_or_logged(
    site: TestClient, shop: Copilot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> str:
        raise RuntimeError(f"about {TEXT}")

    caplog.set_level(logging.DEBUG)
    told(site, TEXT)
    monkeypatch.setattr(live_check, "checked", fails)
    assert refusal(site, asked(TEXT)) == (500, {"code": "error"})
    assert TEXT not in caplog.text
    assert TEXT not in str(shop.store.forms.get(DESK, "check.shanque"))


def test_the_route_follows_the_site_s_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copilot.ui.live_check.st.get_option", lambda _: "/copilot/")
    assert live_check.address() == "/copilot/api/live"


def test_a_question_comes_back_as_it_went() -> None:
    ask = Ask(brand="shanque", product="高山白茶", channel=Channel.LIVE, at=date(2026, 11, 23), language=Language.EN)
    one = Asked(language=Language.ZH, ask=ask)
    assert live_ask.opened(one.question, seal(one.question)) == one
