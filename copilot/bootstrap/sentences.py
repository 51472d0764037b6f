"""Joins the parts that say single sentences otherwise."""

from copilot.bootstrap.calendar import Parts
from copilot.checking.voice_rules import load_voice_rules
from copilot.domain.spending import CallPurpose
from copilot.workflows.review import Reviewing
from copilot.workflows.rewrite_sentence import SentenceRewriting
from copilot.writing import ExactTokenCounter
from copilot.writing.offline import PhraseBook
from copilot.writing.offline.sentence import OfflineSentences
from copilot.writing.sentence_rewriter import SentenceRewriter


def build_sentences(parts: Parts, review: Reviewing, phrases: PhraseBook) -> SentenceRewriting:
    """Who says single sentences otherwise; without a model what can be done by leaving out and replacing."""
    rewriter, model = None, parts.models.revising
    if model is not None:
        asked = model.called_for(CallPurpose.SENTENCE)
        rewriter = SentenceRewriter.load(parts.settings.prompts_dir, asked, ExactTokenCounter())
    offline = OfflineSentences(phrases, load_voice_rules().persona.address.other)
    return SentenceRewriting(parts.drafting, parts.briefing, parts.checking, review, offline, rewriter, parts.today)
