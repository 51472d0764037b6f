"""Replying to a customer whom the brand keeps: their stop and segment are heeded, and the chat becomes their history."""

from dataclasses import replace

from copilot.domain.conversation import Conversation
from copilot.domain.customer import Customer
from copilot.workflows.ask import AS_USUAL, Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.reply import Replied, Understood


def heeded(understood: Understood, customer: Customer | None) -> Understood:
    """What was understood, as of somebody who said stop where the customer is on the stop list."""
    if customer is None or not customer.stopped:
        return understood
    return replace(understood, reading=replace(understood.reading, says_stop=True))


def reply_to(copilot: Copilot, customer: Customer, chat: Conversation, ask: Ask = AS_USUAL) -> Replied:
    """Replies in a customer's chat, for their segment unless `ask` names one; keeps where they stand, what was promised,
    and a stop in their history."""
    customers = copilot.people.customers
    segment = None if ask.segment else customers.segment_of(customer)
    reading = heeded(copilot.understand(chat, ask), customer).reading if customer.stopped else None
    replied = copilot.reply(chat, replace(ask, segment=segment.id) if segment else ask, reading)
    customers.note_reading(customer.id, replied.reading)
    customers.own_drafts(customer.id, [replied.draft.id])
    return replied
