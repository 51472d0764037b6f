"""What fills the inputs of a prompt: a brief's data, line by line, in the words of the prompt files."""

from copilot.domain.chain import CitedChain, LinkKind
from copilot.domain.conversation import Speaker, Turn
from copilot.domain.draft import Brief, Task, Wish
from copilot.domain.evidence import EvidenceItem
from copilot.domain.language import Language
from copilot.writing.fences import fenced, on_one_line
from copilot.writing.ideas import Idea
from copilot.writing.lines import PERSONA_LISTS, SEGMENT_LISTS, Lines
from copilot.writing.material import Material
from copilot.writing.samples import chosen_by_subject

CHARACTERS_A_WORD = 6
UNITS_A_TOKEN = 0.6
"""Chinese characters or English words that surely fit into a token, with room for markers and overlong texts."""
SHORTER_SHARE = 0.5
"""Of the usual length, for a text that is to be shorter."""
BETWEEN = {Language.ZH: "", Language.EN: " "}
"""What stands between two sentences."""
SEGMENT_ITEMS = 3
REPLY_SEGMENT_LISTS = ("words", "convinces", "repels")


def standing_inputs(brief: Brief, material: Material, lines: Lines) -> dict[str, str]:
    """What is the same for every text of one brand and persona."""
    products = tuple(p.name for p in brief.brand.products)
    brand = lines.fill("brand", name=brief.brand.name, products=lines.join(products))
    return {"brand": brand, "persona": _persona(brief, material, lines)}


def inputs_of_this_text(brief: Brief, gaps: tuple[str, ...], material: Material, lines: Lines) -> dict[str, str]:
    """What this text is about. An input whose data a brief must have is missing where it has none."""
    values = {
        "evidence": _joined(*(_item(i, lines) for i in material.evidence), _choice(material, lines))
        or lines.fill("no_evidence"),
        "gaps": lines.listing("gaps", tuple(dict.fromkeys(g for g in gaps if g))),
        "segment": _segment(brief, lines),
        "said": fenced_list("said", "said", material.said, lines),
        "sent": fenced_list("sent", "sent", material.sent, lines),
        "topic": lines.fill("topic", topic="" if brief.assignment else brief.topic),
    }
    if brief.task is Task.SELLING_POINTS:
        values["chains"] = _chains(material, lines)
    if brief.product or brief.task is not Task.SELLING_POINTS:
        values["product"] = lines.fill("product", product=brief.product or "")
    if brief.conversation:
        values["chat"] = _joined(*(_turn(t, brief.conversation.answering, lines) for t in material.turns))
        values["waiting"] = _waiting(brief, lines)
    if chosen_by_subject(brief):
        values["samples"] = _samples(material, lines)
    if brief.task is Task.REPLY:
        values["wish"] = lines.fill(f"wish_{brief.wish.value}") if brief.wish else ""
    return values


def inputs_of_ideas(
    brief: Brief, ideas: tuple[Idea, ...], material: Material, lines: Lines, *, answer_tokens: int
) -> dict[str, str]:
    """How many texts, how long, and what each is to do."""
    return {
        "ideas": _joined(*(_idea(n, idea, material.evidence, lines) for n, idea in enumerate(ideas, 1))),
        "count": str(len(ideas)),
        "limit": str(_limit(brief, answer_tokens, len(ideas))),
    }


def _idea(n: int, idea: Idea, items: tuple[EvidenceItem, ...], lines: Lines) -> str:
    """What to write under one marker, and which evidence suits it: small models cite what they are pointed to."""
    numbers = tuple(i.n for i in idea.evidence_for(items))
    if not numbers:
        return lines.fill("idea", n=str(n), name=idea.name, do=idea.do)
    return lines.fill("idea_with_evidence", n=str(n), name=idea.name, do=idea.do, cited=numbers)


def _limit(brief: Brief, answer_tokens: int, texts: int) -> int:
    """How long a text may be: characters in Chinese, words in English, which models keep to more nearly; short enough
    for all of them to fit into the answer."""
    room = int(answer_tokens * UNITS_A_TOKEN / texts)
    form = brief.form
    share = SHORTER_SHARE if brief.wish is Wish.SHORTER else 1.0
    if brief.language is Language.ZH:
        return min(int(form.target_characters * share), room)
    most = form.soft_characters or form.hard_characters or form.target_characters * CHARACTERS_A_WORD
    return max(10, min(int(form.target_characters // 2 * share), most // CHARACTERS_A_WORD, room))


def _persona(brief: Brief, material: Material, lines: Lines) -> str:
    return _joined(
        persona_card(brief, lines),
        "" if chosen_by_subject(brief) or brief.persona is None else _samples(material, lines),
    )


def persona_card(brief: Brief, lines: Lines) -> str:
    """Who speaks and how, without samples."""
    persona = brief.persona
    if persona is None:
        return lines.fill("no_persona")
    who = lines.fill("persona_who", name=persona.name, who=persona.who.rstrip("。."))
    emoji = lines.listing("persona_emoji", persona.emoji) or lines.fill("persona_no_emoji")
    habits = [lines.listing(f"persona_{key}", getattr(persona, key)) for key in PERSONA_LISTS if key != "emoji"]
    return _joined(
        who or lines.fill("persona_name", name=persona.name),
        lines.fill("persona_tone", tone=persona.tone),
        BETWEEN[brief.language].join(filter(None, [*habits, emoji])),
    )


def _samples(material: Material, lines: Lines) -> str:
    return fenced_list("persona_samples", "samples", material.samples, lines)


def _segment(brief: Brief, lines: Lines) -> str:
    """The reader. Who they are by age and job is left out: models retell it as if it were about the product."""
    segment = brief.segment
    if segment is None:
        return ""
    # In a reply the customer's own words say the most; what is the same for her whole segment stays short.
    told = REPLY_SEGMENT_LISTS if brief.task is Task.REPLY else SEGMENT_LISTS
    background = _joined(
        lines.fill("segment_situation", situation=segment.situation),
        *(lines.listing(f"segment_{key}", getattr(segment, key)[:SEGMENT_ITEMS]) for key in told),
    )
    return _joined(lines.fill("segment", name=segment.name), fenced("reader", background) if background else "")


def _item(item: EvidenceItem, lines: Lines) -> str:
    role = lines.fill(f"role_{item.role.value}")
    return lines.fill("evidence_item", n=str(item.n), role=role, text=item.text)


def _chains(material: Material, lines: Lines) -> str:
    """From each property to its user, each link with its evidence; none whose evidence had no room."""
    here = {item.n for item in material.evidence}
    told = (_chain(chain, here, lines) for chain in material.chains)
    listed = _joined(*told)
    return f"{lines.fill('chains')}\n{fenced('chains', listed)}" if listed else ""


def _chain(told: CitedChain, here: set[int], lines: Lines) -> str:
    found = {kind: link for kind, n in told.numbers if n in here and (link := told.chain.link(kind))}
    numbers = dict(told.numbers)
    # Where nobody but a customer says what it is for them, their words are not told twice.
    links = [
        lines.fill(f"chain_{kind.value}", text=link.text, n=str(numbers[kind]))
        for kind, link in found.items()
        if kind is not LinkKind.FOR_ME or link != told.chain.words
    ]
    name = lines.fill("chain", name=told.chain.name or told.chain.claim.text)
    return " → ".join((name, *links)) if links else ""


def _choice(material: Material, lines: Lines) -> str:
    """Which items lay several products beside each other, and what is to be done with them."""
    if material.choice is None:
        return ""
    numbers = tuple(i.n for i in material.evidence if i.fact in material.choice.facts)
    return lines.fill(f"choice_{material.choice.kind}", cited=numbers) if numbers else ""


def _turn(turn: Turn, answering: str, lines: Lines) -> str:
    """Who speaks without their names. In a group, only the one to answer is called the customer."""
    if turn.speaker is Speaker.REP:
        return lines.fill("turn_rep", text=turn.text)
    return lines.fill("turn_customer" if answering in ("", turn.name) else "turn_other", text=turn.text)


def _waiting(brief: Brief, lines: Lines) -> str:
    reading = brief.reading
    if reading is None:
        return ""
    return _joined(lines.listing("questions", reading.questions), lines.listing("promises", reading.promises))


def fenced_list(key: str, tag: str, texts: tuple[str, ...], lines: Lines) -> str:
    """The texts, one a line within the tag, under the words that say what they are; "" where there are none."""
    if not texts:
        return ""
    return f"{lines.fill(key)}\n{fenced(tag, _joined(*(f'- {on_one_line(t)}' for t in texts)))}"


def _joined(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
