"""Copilots that know the shop."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from copilot.workflows.copilot import Copilot
from tests.support.shop import a_copilot

OpenCopilot = Callable[..., Copilot]


@pytest.fixture
def data(tmp_path: Path, learned_shop: Path) -> Path:
    """A data folder of the test's own in which the shop is learned."""
    return Path(shutil.copytree(learned_shop, tmp_path / "data"))


@pytest.fixture
def opened() -> Iterator[Callable[[AbstractContextManager[Copilot]], Copilot]]:
    with ExitStack() as stack:
        yield stack.enter_context


@pytest.fixture
def open_copilot(opened: Callable[[AbstractContextManager[Copilot]], Copilot]) -> OpenCopilot:
    """Opens a copilot on a data folder, with settings: `open_copilot(data, model="scripted")`."""
    return lambda folder, **settings: opened(a_copilot(folder, **settings))


@pytest.fixture
def shop(data: Path, open_copilot: OpenCopilot) -> Copilot:
    """A copilot that knows the shop, the test's own."""
    return open_copilot(data)


@pytest.fixture(scope="module")
def known_shop(learned_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copilot]:
    """A copilot that knows the shop, for tests that change nothing but drafts."""
    folder = Path(shutil.copytree(learned_shop, tmp_path_factory.mktemp("known") / "data"))
    with a_copilot(folder) as copilot:
        yield copilot


@pytest.fixture
def empty(tmp_path: Path, open_copilot: OpenCopilot) -> Copilot:
    """A copilot that knows nothing yet."""
    return open_copilot(tmp_path / "empty")
