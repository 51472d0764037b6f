"""The migrations as a chain."""

from alembic.config import Config
from alembic.script import ScriptDirectory

from copilot.store.migrate import SCRIPTS, revisions


def test_file_names_and_the_chain_of_migrations_agree() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    chain = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(chain)) == revisions()
