"""Live tests call the configured model, which may cost money: they run only when asked for with `-m live`."""

import pytest

from copilot.settings import Settings


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> Settings:
    """The real settings, where a model is configured and live tests were asked for by name."""
    settings = Settings()
    if "live" not in request.config.getoption("markexpr") or not settings.model:
        pytest.skip("set BUTTERFLY_MODEL (and BUTTERFLY_BASE_URL) and run with -m live")
    return settings
