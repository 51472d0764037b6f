"""Why an item of the calendar is where it is, in one sentence of a person's language."""

from copilot.domain.reasons import reason_of
from copilot.locales import Locale


def item_why(why: str, told: Locale) -> str:
    """What the program says by itself as its sentence, a code alone as that of its sentence or its error; a person's own
    words as they are."""
    reason = reason_of(why)
    if reason is None:
        sentence = next((key for key in (f"item_why.{why}", f"errors.{why}") if told.has(key)), None)
        return told.say(sentence) if sentence else why
    facts = dict(reason.facts)
    field = facts.get("field", "")
    name = told.say(f"fields.{field}") if told.has(f"fields.{field}") else field
    return told.say(f"item_why.{reason.code}", about=f"{facts.get('product', '')} {name}".strip(), **facts)
