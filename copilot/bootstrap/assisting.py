"""Joins the parts that help from outside: with search, and with reading a chat."""

from copilot.bootstrap.models import Meter
from copilot.domain.spending import CallPurpose
from copilot.knowledge.search.reranked import Reranking
from copilot.llm import make_chat_model, make_reranker
from copilot.settings import Settings
from copilot.workflows.assistance import Assistance
from copilot.workflows.knowing import Knowing
from copilot.workflows.refine import Refining
from copilot.workflows.rewrite import Fields, Rewriting
from copilot.writing import ExactTokenCounter
from copilot.writing.reading_asker import ReadingAsker
from copilot.writing.rewriter import QuestionRewriter


def build_assistance(settings: Settings, knowing: Knowing | None = None, meter: Meter | None = None) -> Assistance:
    """Who helps search from outside: the reranking endpoint, and the model as a rewriter of questions, as far as they
    are configured. A rewriter is told what the facts are about that are known; without `meter` nobody keeps account."""
    reranker, rewriting = make_reranker(settings), None
    hurried = settings.model_copy(update={"model_timeout_seconds": settings.rewrite_timeout_seconds})
    if model := make_chat_model(hurried):
        model = meter(model, CallPurpose.SEARCHING) if meter else model
        rewriter = QuestionRewriter.load(settings.prompts_dir, model, ExactTokenCounter())
        seconds = settings.rewrite_timeout_seconds
        rewriting = Rewriting(rewriter, usual=settings.rewrite, timeout_seconds=seconds, fields=_fact_fields(knowing))
    return Assistance(Reranking(reranker, settings.rerank_timeout_seconds) if reranker else None, rewriting)


def build_refining(settings: Settings, meter: Meter | None = None) -> Refining | None:
    """Who is asked where a customer stands; nobody without a model or where the settings say so."""
    hurried = settings.model_copy(update={"model_timeout_seconds": settings.refine_timeout_seconds})
    model = make_chat_model(hurried) if settings.refine_reading else None
    if model is None:
        return None
    model = meter(model, CallPurpose.READING) if meter else model
    asker = ReadingAsker.load(settings.prompts_dir, model)
    return Refining(asker, model.name, settings.refine_timeout_seconds)


def _fact_fields(knowing: Knowing | None) -> Fields:
    if knowing is None:
        return lambda _: ()
    return lambda brand: tuple(dict.fromkeys(fact.field for fact in knowing.of(brand).facts.all))
