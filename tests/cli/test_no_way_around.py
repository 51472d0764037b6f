"""No command gives out a text of the calendar that is not approved.

An export is a file that somebody can send from: whatever a command writes, and what `butterfly export` writes above all.
Commands that show texts so that people can review or mend them (`SHOWN_FOR_REVIEW`) print them, and only there; they write no file.
"""

import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from html import unescape
from pathlib import Path

import pytest
import typer

from copilot import bootstrap
from copilot.cli import app
from copilot.domain.ai_label import AiLabel
from copilot.domain.calendar import Audience, Item
from copilot.domain.evidence import EvidenceItem
from copilot.reporting.calendar_files import FILE_KINDS
from copilot.workflows.copilot import Copilot
from tests.cli.conftest import Butterfly
from tests.support.calendar import ALONE, SOON, a_slot, citing, written
from tests.support.shop import CHAT, PRICES, a_copilot

LATER = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
"""Two days after the shop's noon: what was to go out on the 24th is late."""
PAST = date(2026, 11, 24)
MARK = "暗号"
APPROVED = "这一条审过了，茶要趁热喝。"
STATES = (
    "draft", "submitted", "sent-back", "taken-back", "withdrawn", "edited", "removed", "late", "unlabelled", "rewritten",
    "price-changed",
)  # fmt: skip
"""Ways not to be approved; each item is called so."""
EVERY_DAY = ("--start", "2026-11-20", "--end", "2026-12-20")

SHOWN_FOR_REVIEW = {"review queue", "review show", "rewrite"}
RUNS: dict[str, list[list[str]]] = {
    "export": [["export", f"{{out}}.{kind}", *EVERY_DAY] for kind in FILE_KINDS],
    "learn": [["learn", "{file}"]],
    "demo": [],  # learns files that ship; asked for nothing, it gives nothing
    "search": [["search", MARK, "--explain"]],
    "facts": [["facts"]],
    "timeline": [["timeline"]],
    "conflicts": [["conflicts"]],
    "settle": [["settle", "x", "--both"]],
    "compare": [["compare", "高山白茶", "桂花乌龙"]],
    "documents": [["documents"]],
    "versions": [["versions", "faq.md"]],
    "delete": [["delete", "faq.md"]],
    "restore": [["restore", "faq.md"]],
    "preview": [["preview", "{file}"]],
    "correct": [["correct", "faq.md", "--passage", "1"]],
    "stale": [["stale"], ["learn", "{prices}"], ["stale"], ["stale", "--json"]],
    "gaps": [["gaps"]],
    "answer": [["answer", "1", "x"]],
    "chains": [["chains"], ["chains", "--json"]],
    "chains set": [["chains", "set", "1", "does", "x", "--product", "高山白茶"]],
    "chains propose": [["chains", "propose", "1", "--product", "高山白茶"]],
    "chains hide": [["chains", "hide", "1", "--product", "高山白茶"]],
    "chains undo": [["chains", "undo", "1", "--product", "高山白茶"]],
    "selling-points": [["selling-points", "--product", "高山白茶"]],
    "post": [["post", "--persona", "小满", "--topic", "draft"]],
    "reply": [["reply", "{chat}"]],
    "check": [["check", "{file}", "--report", "{out}.docx"], ["check", "{file}", "--report", "{out}.html"]],
    "doctor": [["doctor"]],
    "brand add": [["brand", "add", "青禾"]],
    "brand list": [["brand", "list"]],
    "brand alias": [["brand", "alias", "高山白茶", "小白"]],
    "rules mute": [["rules", "mute", "absolute_best", "--why", "x"]],
    "rules unmute": [["rules", "unmute", "absolute_best"]],
    "rules severity": [["rules", "severity", "absolute_best", "warn", "--why", "x"]],
    "rules add": [["rules", "add", "闭眼入", "--message", "x"]],
    "rules remove": [["rules", "remove", "x"]],
    "rules": [["rules"], ["rules", "--json"]],
    "rules test": [["rules", "test", "{file}"]],
    "customers import": [["customers", "import", "{list}"]],
    "customers undo-import": [["customers", "undo-import"]],
    "customers list": [["customers", "import", "{list}"], ["customers", "list"]],
    "customers show": [["customers", "import", "{list}"], ["customers", "show", "C1", "--json"]],
    "customers export": [["customers", "import", "{list}"], ["sent", "add", "{draft}", "1", "--customer", "C1"],
                         ["customers", "export", "C1"]],
    "customers delete": [["customers", "delete", "C1", "--yes"]],
    "customers note": [["customers", "note", "C1", "x"]],
    "customers stop": [["customers", "stop", "C1", "x"]],
    "customers resume": [["customers", "resume", "C1", "x"]],
    "customers kept": [["customers", "kept", "C1", "1"]],
    "segments list": [["segments", "list"]],
    "segments members": [["segments", "members", "x"]],
    "segments load": [["segments", "load", "{file}"]],
    "segments remove": [["segments", "remove", "x"]],
    "segments reset": [["segments", "reset"]],
    "sent add": [["sent", "add", "{draft}", "1"], ["sent", "add", "{draft}", "1", "--json"]],
    "sent list": [["sent", "add", "{draft}", "1"], ["sent", "list", "--json"]],
    "sent mark": [["sent", "add", "{draft}", "1"], ["sent", "mark", "1", "bought", "--json"]],
    "sent undo": [["sent", "add", "{draft}", "1"], ["sent", "undo", "1", "--json"]],
    "sent figures": [["sent", "add", "{draft}", "1"], ["sent", "figures"]],
    "sent export": [["sent", "add", "{draft}", "1"], ["sent", "export", "{out}.csv"]],
    "sent habits": [["sent", "habits"]],
    "sent accept": [["sent", "accept", "xiaoman", "x"]],
    "sent dismiss": [["sent", "dismiss", "xiaoman", "x"]],
    "sent withdraw": [["sent", "withdraw", "xiaoman", "x"]],
    "scripts search": [["scripts", "propose", "{draft}", "1"], ["scripts", "approve", "1"], ["scripts", "search", MARK]],
    "scripts propose": [["scripts", "propose", "{draft}", "1", "--json"]],
    "scripts proposed": [["scripts", "propose", "{draft}", "1"], ["scripts", "proposed", "--json"]],
    "scripts approve": [["scripts", "propose", "{draft}", "1"], ["scripts", "approve", "1", "--json"]],
    "scripts reject": [["scripts", "reject", "1", "--why", "x", "--json"]],
    "scripts reopen": [["scripts", "reopen", "1", "--json"]],
    "audience add": [["audience", "add", "新客群"]],
    "audience list": [["audience", "list", "--json"]],
    "audience remove": [["audience", "remove", "老客群"]],
    "plan": [["plan", "--start", "2026-12-01", "--channel", "group", "--json"]],
    "plan list": [["plan", "list", "--json"]],
    "plan show": [["plan", "show", "x"]],
    "plan accept": [["plan", "accept", "x"]],
    "plan coverage": [["plan", "coverage", "x"]],
    "calendar list": [["calendar", "list", "--json"], ["calendar", "list", "--removed", "--json"]],
    "calendar move": [["calendar", "move", "{item}", "2026-12-03", "--json"]],
    "calendar remove": [["calendar", "remove", "{item}", "--json"]],
    "calendar restore": [["calendar", "restore", "{item}", "--json"], ["export", "{out}.csv", *EVERY_DAY]],
    "calendar label": [["calendar", "label", "visible", "--json"]],
    "calendar write": [["calendar", "write", "--json"], ["calendar", "write", "{item}", "--json"]],
    "review queue": [["review", "queue", "--json"]],
    "review show": [["review", "show", "{item}", "--json"]],
    "review submit": [["review", "submit", "{item}", "--json"], ["export", "{out}.csv", *EVERY_DAY]],
    "review take-back": [["review", "take-back", "{item}", "--json"], ["export", "{out}.csv", *EVERY_DAY]],
    "review approve": [["review", "approve", "{item}@1", "--json"], ["export", "{out}.csv", *EVERY_DAY]],
    "review send-back": [["review", "send-back", "{item}", "--why", "x", "--json"]],
    "review withdraw": [["review", "withdraw", "{item}", "--json"], ["export", "{out}.csv", *EVERY_DAY]],
    "review edit": [["review", "edit", "{item}", "{file}", "--json"], ["export", "{out}.csv", *EVERY_DAY]],
    "review waive": [["review", "waive", "{item}", "x", "--why", "x", "--json"]],
    "review policy": [["review", "policy", "--one-for-all", "--json"], ["export", "{out}.csv", *EVERY_DAY]],
    "calendar import": [["calendar", "import", "{calendar}", "--audience", "老客群=老客群", "--json"]],
    "calendar sent": [["calendar", "sent", "{item}", "--json"], ["export", "{out}.csv", *EVERY_DAY]],
    "calendar results": [["calendar", "results", "{calendar}", "--json"]],
    "review revise": [["review", "revise", "{item}", "1", "--json"]],
    "review comments": [["review", "comments", "{item}", "--json"]],
    "review comment": [["review", "comment", "{item}", "x", "--json"]],
    "review resolve": [["review", "resolve", "{item}", "1", "--json"]],
    "review history": [["review", "history", "{item}", "--json"]],
    "review audit": [["review", "audit", "--csv", "{out}.csv", "--json"]],
    "members list": [["members", "list", "--json"]],
    "members set": [["members", "set", "mei@shanque.example", "author"]],
    "members remove": [["members", "remove", "mei@shanque.example"]],
    "forms": [["forms"], ["forms", "welcome", "--json"]],
    "rewrite": [["rewrite", "{draft}", "--sentence", "1", "--wish", "shorter", "--json"],
                ["rewrite", "{draft}", "--undo", "--json"], ["export", "{out}.csv", *EVERY_DAY]],
    "usage": [["usage"], ["usage", "--json"]],
    "budget": [["budget", "5"], ["budget", "--json"]],
    "plan again": [["plan", "again", "x"]],
    "plan rules": [["plan", "rules"], ["plan", "rules", "--reset", "--json"]],
    "personas list": [["personas", "list", "--json"]],
    "personas propose": [["personas", "propose", "{file}", "--json"]],
    "personas save": [["personas", "save", "{file}"]],
    "personas try": [["personas", "try", "小满", "小满", "--topic", "draft"]],
    "personas history": [["personas", "history", "小满", "--json"]],
    "personas restore": [["personas", "restore", "小满", "1"]],
    "personas show": [["personas", "show", "小满"]],
    "personas retire": [["personas", "retire", "小满"]],
    "personas bring-back": [["personas", "bring-back", "小满"]],
    "personas take-file": [["personas", "take-file", "小满"]],
    "personas keep-own": [["personas", "keep-own", "小满"]],
    "segments cards": [["segments", "cards", "--json"]],
    "segments propose": [["segments", "propose", "{file}", "--json"], ["segments", "propose", "--json"]],
    "segments save": [["segments", "save", "{file}"]],
    "segments history": [["segments", "history", "x", "--json"]],
    "segments restore": [["segments", "restore", "x", "1"]],
    "segments show": [["segments", "show", "x"]],
    "segments retire": [["segments", "retire", "x"]],
    "segments bring-back": [["segments", "bring-back", "x"]],
    "segments take-file": [["segments", "take-file", "x"]],
    "segments keep-own": [["segments", "keep-own", "x"]],
    "wings": [["wings"], ["wings", "--json"]],
    "wings set": [["wings", "set", "acquired=3", "--start", "2026-10-01", "--end", "2026-10-31"]],
    "wings import": [["wings", "import", "{file}"]],
    "wings undo": [["wings", "undo"]],
    "insights": [["insights"], ["insights", "--json"]],
    "insights do": [["insights", "do", "x"]],
    "insights undo": [["insights", "undo", "1"]],
    "report": [["report", "{out}.docx"], ["report", "{out}.html"]],
    "calc referral_cost": [["calc", "referral_cost", "--set", "cost=80", "--save", "x", "--json"]],
    "calc lifetime_value": [["calc", "lifetime_value", "--json"]],
    "calc membership": [["calc", "membership"]],
    "calc stored_value": [["calc", "stored_value"]],
    "calc trial": [["calc", "trial"]],
    "calc promotion": [["calc", "promotion", "--json"]],
    "calc list": [["calc", "list", "--json"]],
    "calc show": [["calc", "promotion", "--save", "x"], ["calc", "show", "x", "--json"]],
    "calc delete": [["calc", "promotion", "--save", "x"], ["calc", "delete", "x"]],
    "calc restore": [["calc", "promotion", "--save", "x"], ["calc", "delete", "x"], ["calc", "restore", "x"]],
    "referral check": [["referral", "check", "{file}", "--save", "--json"]],
    "referral list": [["referral", "list", "--json"]],
    "referral delete": [["referral", "delete", "x"]],
    "referral restore": [["referral", "restore", "x"]],
    "fatigue": [["fatigue"], ["fatigue", "--json"], ["fatigue", "--audience", "老客群", "--json"]],
    "fatigue note": [["fatigue", "note", "老客群", "--left", "2", "--json"]],
    "fatigue quiet": [["fatigue", "quiet", "老客群", "--json"]],
    "fatigue take": [["fatigue", "take", "x"]],
    "fatigue undo": [["fatigue", "undo", "x"]],
    "fit": [["fit"], ["fit", "--json"]],
    "fit answer": [["fit", "answer", "hours", "some"]],
    "models": [["models"], ["models", "--json"]],
    "models choose": [["models", "choose", "adviser"]],
    "models undo": [["models", "undo"]],
    "eval drafts": [["eval", "drafts", "{folder}", "--html", "{out}.html"]],
    "eval compare": [["eval", "compare", "{file}", "{file}", "--html", "{out}.html"]],
    "eval retrieval": [["eval", "retrieval", "{folder}"]],
    "eval reading": [["eval", "reading", "{folder}"]],
    "eval checks": [["eval", "checks", "{folder}"]],
}  # fmt: skip
"""How each command is run here, with what would lead it to such a text where anything does. A new command has to be added."""


def commands(of: object, name: tuple[str, ...] = ()) -> Iterator[str]:
    """Every command by its words, as the command line knows it; a group that does something itself is one, too."""
    below = getattr(of, "commands", None)
    if below is None or (name and getattr(of, "invoke_without_command", False)):
        yield " ".join(name)
    for word, command in (below or {}).items():
        yield from commands(command, (*name, word))


COMMANDS = sorted(commands(typer.main.get_command(app)))


@pytest.fixture(scope="module")
def unapproved(learned_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an item in each state that may not go out, each with its mark, and one that may. Not to be
    changed."""
    data = Path(shutil.copytree(learned_shop, tmp_path_factory.mktemp("calendar") / "data"))
    with a_copilot(data) as copilot:
        copilot.store.audiences.save(copilot.brand().id, Audience("g2", "老客群", sender="小林"))
        for hour, name in enumerate(("approved", *STATES)):
            _made(copilot, name, hour)
        dearer = data.parent / "价格.csv"
        dearer.write_text(PRICES.replace("148", "158"), "utf-8")
        copilot.learn([dearer])
    return data


def _made(copilot: Copilot, name: str, hour: int) -> None:
    review, planning = copilot.calendar.review, copilot.calendar.planning
    slot = a_slot(name, PAST if name == "late" else SOON, time(9 + hour, 30))
    text, evidence = APPROVED if name == "approved" else text_of(name), list[EvidenceItem]()
    if name == "price-changed":
        price = next(f for f in copilot.facts() if (f.product, f.value) == ("高山白茶", "148"))
        text, evidence = f"{MARK}，高山白茶会员另有会员价[1]。", [citing(price)]
    item = written(copilot.store, name, text, evidence=evidence, slot=slot, by=ALONE)
    if name == "draft":
        return
    item = review.submit(item.id, item.version, ALONE)
    if name == "submitted":
        return
    if name == "sent-back":
        review.send_back(item.id, item.version, ALONE, "不行")
        return
    if name == "taken-back":
        review.take_back(item.id, item.version, ALONE)
        return
    item = review.approve(item.id, item.version, ALONE)
    if name != "unlabelled":
        copilot.calendar.exporting.label(copilot.brand(), [item], AiLabel.METADATA, ALONE)
    if name == "withdrawn":
        review.withdraw_approval(item.id, item.version, ALONE)
    elif name == "edited":
        review.edit(item.id, item.version, f"{text_of(name)}改过。", ALONE)
    elif name == "removed":
        planning.remove(item.id, item.version, ALONE)
    elif name == "rewritten":
        _behind_everybody_s_back(copilot, item)


def _behind_everybody_s_back(copilot: Copilot, item: Item) -> None:
    """Another text under an approval that was for the former one, as a fault elsewhere would leave it."""
    draft = copilot.store.drafts.get(str(item.draft_id))
    assert draft is not None
    copilot.store.drafts.revise(draft.id, f"{text_of(item.id)}换过。", expected_version=draft.version)


def text_of(name: str) -> str:
    """A text in which nothing is found, with the mark by which it is known again."""
    return f"{MARK}{name}，今天起风了，茶要趁热喝。"


@pytest.fixture
def calendar(unapproved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own folder, with that calendar in its data folder, two days later."""
    shutil.copytree(unapproved, tmp_path / "data")
    monkeypatch.setattr(bootstrap, "_now", lambda: LATER)
    files = {
        "a.md": "今天降温。", "calendar.csv": "日期,群,内容\n2026-12-09,老客群,天冷多喝热茶\n", "list.csv": "编号,姓名\nC1,安小姐\n", "chat.txt": CHAT,
        "价格.csv": "产品,规格,标价(元)\n高山白茶,100克,199\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def given(argument: str, folder: Path, item: str = "draft") -> str:
    """The argument with its places filled."""
    places = {
        "item": item, "draft": f"draft-{item}", "out": str(folder / "out"), "file": str(folder / "a.md"),
        "calendar": str(folder / "calendar.csv"), "prices": str(folder / "价格.csv"), "list": str(folder / "list.csv"), "chat": str(folder / "chat.txt"),
        "folder": str(folder),
    }  # fmt: skip
    return argument.format(**places)


def written_files(folder: Path) -> dict[str, str]:
    """What every file outside the data folder says, with what is packed in it."""
    found: dict[str, str] = {}
    for file in (f for f in folder.rglob("*") if f.is_file() and folder / "data" not in f.parents):
        pieces = [file.read_bytes()]
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                pieces = [packed.read(name) for name in packed.namelist()]
        text = "\n".join(piece.decode("utf-8", "replace") for piece in pieces)
        # Calendars fold long lines; workbooks spell signs as numbers.
        found[file.name] = unescape(text.replace("\r\n ", ""))
    return found


def test_every_command_is_run_here() -> None:
    assert sorted(RUNS) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_gives_out_what_is_not_approved(butterfly: Butterfly, calendar: Path, command: str) -> None:
    said = ""
    for arguments in RUNS[command]:
        for item in STATES if any("{item}" in a or "{draft}" in a for a in arguments) else ("draft",):
            ran = butterfly(*(given(a, calendar, item) for a in arguments))
            assert ran.code != 2, ran.err
            said += ran.out + ran.err
    assert [name for name, text in written_files(calendar).items() if MARK in text] == []
    assert (MARK in said.replace(f'"{MARK}"', "")) == (command in SHOWN_FOR_REVIEW)


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_an_export_has_what_is_approved_and_nothing_else(butterfly: Butterfly, calendar: Path, kind: str) -> None:
    ran = butterfly("export", calendar / f"out.{kind}", "--start", str(SOON), "--end", "2026-12-20", "--json")
    text = written_files(calendar)[f"out.{kind}"]
    assert ran.json["count"] == 1
    assert APPROVED in text
    assert MARK not in text


def test_a_late_approval_is_over(butterfly: Butterfly, calendar: Path) -> None:
    ran = butterfly("export", calendar / "out.csv", "--start", str(PAST), "--end", str(PAST))
    assert (ran.code, ran.err.split(":")[0]) == (1, "nothing_approved")
    assert not (calendar / "out.csv").exists()
