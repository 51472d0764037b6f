"""Errors of SDKs become errors of ours by their status or their name."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from copilot.errors import (
    ModelAnswerUnusable,
    ModelCutOff,
    ModelFailed,
    ModelRateLimited,
    ModelRefused,
    ModelUnreachable,
)
from copilot.llm.translation import translate


class StatusError(Exception):
    """Shaped as the SDKs shape theirs."""

    def __init__(
        self, status_code: int, message: str = "no", *, headers: dict[str, str] | None = None, code: str = ""
    ) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.message = message
        self.code = code
        self.response = type("Response", (), {"headers": headers or {}})()


class APIConnectionError(Exception):
    """Has the name that the SDKs use."""


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ModelRefused),
        (401, ModelRefused),
        (404, ModelRefused),
        (408, ModelUnreachable),
        (409, ModelUnreachable),
        (429, ModelRateLimited),
        (500, ModelUnreachable),
        (529, ModelUnreachable),
    ],
)
def test_a_status_decides(status: int, kind: type[ModelFailed]) -> None:
    failure = translate(StatusError(status), model="m")
    assert type(failure) is kind
    assert failure.facts["status"] == status


def test_a_name_decides_where_there_is_no_status() -> None:
    assert type(translate(APIConnectionError("x"), model="m")) is ModelUnreachable
    assert type(translate(json.JSONDecodeError("x", "y", 0), model="m")) is ModelAnswerUnusable
    assert type(translate(ModuleNotFoundError("langchain_anthropic"), model="m")) is ModelRefused


def test_an_error_nobody_knows_is_a_failure_that_does_not_pass() -> None:
    failure = translate(KeyError("x"), model="m")
    assert type(failure) is ModelFailed
    assert not failure.passes


def test_an_empty_account_is_refused_not_asked_to_wait() -> None:
    assert type(translate(StatusError(429, code="insufficient_quota"), model="m")) is ModelRefused


def test_what_breaks_in_mid_answer_is_cut_off() -> None:
    failure = translate(APIConnectionError("peer closed"), model="m", received=12)
    assert type(failure) is ModelCutOff
    assert failure.facts["received"] == 12


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"retry-after": "7"}, 7.0), ({"retry-after-ms": "1500"}, 1.5), ({"retry-after": "soon"}, 0.0), ({}, 0.0)],
)
def test_the_wait_is_read_from_the_headers(headers: dict[str, str], seconds: float) -> None:
    assert translate(StatusError(429, headers=headers), model="m").facts["retry_after_seconds"] == seconds


def test_the_wait_may_be_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    seconds = translate(StatusError(429, headers={"retry-after": later}), model="m").facts["retry_after_seconds"]
    assert isinstance(seconds, float)
    assert 3500 < seconds <= 3600


def test_secrets_are_taken_out_of_the_error_and_of_its_cause() -> None:
    cause = StatusError(401, "bad key abcd1234efgh, header Bearer zyxwvutsrq")
    failure = translate(cause, model="m", secrets=("abcd1234efgh",))
    assert "abcd1234efgh" not in f"{failure} {failure.facts} {cause} {cause.message}"
    assert "zyxwvutsrq" not in f"{failure} {failure.facts}"


def test_long_answers_of_an_endpoint_are_shortened() -> None:
    assert len(str(translate(StatusError(500, "x" * 5000), model="m").facts["detail"])) <= 230
