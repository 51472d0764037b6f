"""The lines that carry data into prompts, in one language."""

from copilot.domain.chain import LinkKind
from copilot.domain.draft import Wish
from copilot.domain.evidence import ChoiceKind, Role
from copilot.domain.language import Language
from copilot.domain.text_form import Clock
from copilot.writing.fences import on_one_line
from copilot.writing.prompt_files import PLACEHOLDER, LinesFile, invalid

PERSONA_LISTS = ("address", "particles", "pet_words", "never", "emoji")
SEGMENT_LISTS = ("pains", "words", "convinces", "repels")
DATA_OF_LINES: dict[str, set[str]] = {
    "brand": {"name", "products"},
    "persona_who": {"name", "who"},
    "persona_name": {"name"},
    "persona_tone": {"tone"},
    **{f"persona_{key}": {"items"} for key in PERSONA_LISTS},
    **{
        key: set()
        for key in (
            "persona_no_emoji",
            "persona_samples",
            "no_persona",
            "no_evidence",
            "said",
            "sent",
            "separator",
            "alternative",
            *(f"wish_{wish.value}" for wish in Wish),
        )
    },
    "segment": {"name"},
    "segment_situation": {"situation"},
    **{f"segment_{key}": {"items"} for key in SEGMENT_LISTS},
    "evidence_item": {"n", "role", "text"},
    **{key: {"items"} for key in ("gaps", "questions", "promises")},
    **{f"choice_{kind.value}": {"numbers"} for kind in ChoiceKind},
    "chains": set(),
    "chain": {"name"},
    **{f"chain_{kind.value}": {"text", "n"} for kind in LinkKind},
    "turn_customer": {"text"},
    "turn_other": {"text"},
    "turn_rep": {"text"},
    "topic": {"topic"},
    "item_when": {"day", "weekday", "time"},
    "item_audience": {"audience"},
    "item_idea": {"idea"},
    "item_occasion": {"occasion"},
    "item_offer": {"words"},
    "item_offer_ends": {"day"},
    "item_part": {"number", "of"},
    "form_free": {"does"},
    **{key: set() for key in ("item_before", "item_live_unknown", "item_weekdays")},
    "item_next": {"words"},
    "item_live": {"day", "weekday", "time"},
    "item_live_shows": {"shows"},
    "item_requests": {"items"},
    **{key: {"title", "does"} for key in ("form_is", "form_origin")},
    **{key: set() for key in ("form_laid_out", "form_options", "form_open")},
    "form_part": {"name", "does"},
    "form_part_many": {"name", "n", "does"},
    **{f"form_part_{clock.value}": {"name", "takes"} for clock in Clock},
    **{f"form_part_{clock.value}_many": {"name", "n", "takes"} for clock in Clock},
    "form_line": {"name"},
    "form_repeats": {"name", "least", "most"},
    "form_advice": {"must", "must_not"},
    "product": {"product"},
    "step": {"name", "must", "must_not"},
    "idea": {"n", "name", "do"},
    "idea_of_purpose": {"do", "how"},
    "idea_with_evidence": {"n", "name", "do", "numbers"},
    **{f"role_{role.value}": set() for role in Role},
}
"""Every line there has to be, and the data it takes."""


class Lines:
    """Fills lines; what goes in is neutralised and put on one line."""

    def __init__(self, file: LinesFile, language: Language) -> None:
        self._lines: dict[str, str] = {key: getattr(line, language.value) for key, line in file.root.items()}

    def check(self) -> None:
        """Raises `PromptInvalid` unless every line is there and takes its data."""
        for key in DATA_OF_LINES.keys() ^ self._lines.keys():
            raise invalid("lines.yaml", f"{key}: {'missing' if key in DATA_OF_LINES else 'not used by any prompt'}")
        for key, line in self._lines.items():
            if set(PLACEHOLDER.findall(line)) != DATA_OF_LINES[key]:
                raise invalid("lines.yaml", f"{key}: takes {sorted(DATA_OF_LINES[key])}")

    def fill(self, key: str, *, cited: tuple[int, ...] = (), **data: str) -> str:
        """The line with its data, or "" when some of the data is empty. `cited` fills `{numbers}` with citations."""
        if not all(data.values()):
            return ""
        clean = {name: on_one_line(value) for name, value in data.items()}
        clean["numbers"] = self._lines["alternative"].join(f"[{n}]" for n in cited)
        return PLACEHOLDER.sub(lambda found: clean[found[1]], self._lines[key])

    def listing(self, key: str, items: tuple[str, ...]) -> str:
        """The line with its items side by side, or "" when there are none."""
        return self.fill(key, items=self.join(items))

    def join(self, items: tuple[str, ...]) -> str:
        """The items side by side, as the language separates them."""
        return self._lines["separator"].join(items)
