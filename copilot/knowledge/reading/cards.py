"""Reads .yaml: the brand's card, segments, personas and approved scripts, each checked against its schema."""

import re

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from copilot.domain.audience import Segment
from copilot.domain.brand import Brand, Category, Product
from copilot.domain.channel import Channel
from copilot.domain.conversation import Move, Objection
from copilot.domain.document import Cards
from copilot.domain.evidence import Passage, Role
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.errors import UnreadableFile
from copilot.knowledge.reading.context import FileContext
from copilot.knowledge.reading.passages import Place, make_passage


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)


class _ProductCard(_Strict):
    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()


class _BrandCard(_Strict):
    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    category: Category = Category.GENERAL
    language: Language = Language.ZH
    products: tuple[_ProductCard, ...] = ()
    contacts: tuple[str, ...] = ()


class _SegmentCard(_Strict):
    id: str
    name: str
    who: str = ""
    situation: str = ""
    pains: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    convinces: tuple[str, ...] = ()
    repels: tuple[str, ...] = ()


class _PersonaCard(_Strict):
    id: str
    name: str
    who: str = ""
    tone: str = ""
    address: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    emoji: tuple[str, ...] = ()
    pet_words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()


class _Script(_Strict):
    id: str
    when: str
    say: str = Field(min_length=1)
    move: Move | None = None
    step: Step | None = None
    objection: Objection | None = None
    product: str | None = None
    channel: Channel | None = None


class _CardFile(_Strict):
    brand: _BrandCard | None = None
    segments: tuple[_SegmentCard, ...] = ()
    personas: tuple[_PersonaCard, ...] = ()
    scripts: tuple[_Script, ...] = ()


def read_brand_card(name: str, text: str) -> Brand | None:
    """The brand that a card file declares, or None. Raises `UnreadableFile`."""
    return _brand(_load(name, text).brand)


def read_cards(text: str, context: FileContext) -> tuple[Cards, list[Passage]]:
    """Cards and script passages of a file. Raises `UnreadableFile`: `file_foreign` for a YAML file of another kind."""
    file = _load(context.name, text)
    cards = Cards(
        brand=_brand(file.brand),
        segments=tuple(Segment(**s.model_dump()) for s in file.segments),
        personas=tuple(Persona(**p.model_dump()) for p in file.personas),
    )
    return cards, [_passage(script, text, context) for script in file.scripts]


def _load(name: str, text: str) -> _CardFile:
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            # Aliases of aliases of aliases are how a small YAML file becomes a huge value.
            raise UnreadableFile(name, "file_broken", "YAML aliases (*name) are not read")
        raw = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableFile(name, "file_broken", str(error)[:300]) from error
    if raw is None:
        raise UnreadableFile(name, "file_empty", "nothing in it")
    if not isinstance(raw, dict) or not set(raw) <= set(_CardFile.model_fields):
        raise UnreadableFile(name, "file_foreign", "not a file of brand, segments, personas or scripts")
    try:
        return _CardFile.model_validate({k: v for k, v in raw.items() if v is not None})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(p) for p in first["loc"])
        raise UnreadableFile(name, "file_broken", f"{place}: {first['msg']}") from error


def _brand(card: _BrandCard | None) -> Brand | None:
    if card is None:
        return None
    products = tuple(Product(p.name, p.aliases) for p in card.products)
    return Brand(card.id, card.name, card.category, card.language, products, card.contacts)


def _passage(script: _Script, text: str, context: FileContext) -> Passage:
    marks = {"move": script.move, "step": script.step, "objection": script.objection, "channel": script.channel}
    tags = tuple(f"{key}:{value.value}" for key, value in marks.items() if value is not None)
    found = re.search(rf"\bid\s*:\s*['\"]?{re.escape(script.id)}['\"]?\s*(?:[,}}#]|$)", text, re.MULTILINE)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    product = context.names.named_by(script.product)[0] if script.product else None
    return make_passage(
        context,
        script.say.strip(),
        Role.SCRIPT,
        Place(f"L{line}", (script.when,)),
        tags=(*tags, f"question:{script.when}"),
        product=product,
    )
