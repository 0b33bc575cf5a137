"""For programs: the routes under /api, their OpenAPI document, and a page that describes them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.answer import Answer, Filters
from assistant.conversation import Conversation, Turn
from assistant.possibilities import Possibilities
from assistant.render import as_json, letter_json, metadata_json
from assistant.web.chat import clean
from assistant.web.contract import Answered, Ask, EarlierTurn, Fault, LetterSummary, Limits, WholeLetter
from assistant.web.markup import render
from assistant.web.needs import Letterbook
from assistant.web.reference import reference
from assistant.web.turns import BusyError
from assistant.web.visitor import Door
from vectorstore.storeerror import StoreError

ASKING = 120  # questions of programs in hand, those that wait for their turn among them
DESCRIPTION = "Answers questions about a collection of letters, and proves every answer with quotations."
OPENAPI = "/api/openapi.json"
_STORE: dict[int | str, dict[str, Any]] = {
    503: {"model": Fault, "description": "The collection is not to be had"}
}
_REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"model": Fault, "description": "What was sent is no JSON"},
    413: {"description": "What was sent is too long to be read"},
    422: {"model": Fault, "description": "What was sent is not a question"},
}
_GONE: dict[int | str, dict[str, Any]] = {404: {"model": Fault, "description": "No such letter"}}


def api_routes(letterbook: Letterbook, door: Door) -> APIRouter:
    """The routes for programs."""
    router = APIRouter(prefix="/api")
    asking = CapacityLimiter(ASKING)

    @router.post(
        "/ask", response_model=Answered, response_model_exclude_unset=True, responses=_STORE | _REFUSED
    )
    async def ask(asked: Ask, request: Request) -> dict[str, Any]:
        """Answer a question, with the paragraphs that prove it."""
        # In threads of their own: those who wait for their turn keep no other route waiting.
        return await to_thread.run_sync(
            answered, letterbook, asked, partial(door.keep, request), limiter=asking
        )

    @router.get("/letters", response_model=list[LetterSummary], responses=_STORE)
    def letters() -> list[dict[str, Any]]:
        """List the letters, oldest first, with what each says of itself."""
        return summaries(letterbook)

    @router.get("/letters/{letter_id}", response_model=WholeLetter, responses=_STORE | _GONE)
    def letter(letter_id: str) -> dict[str, Any]:
        """Show a letter with its paragraphs and their roles."""
        return one_letter(letterbook, letter_id)

    @router.get("/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(render("api", **reference(request.app.openapi())))

    return router


def answered(letterbook: Letterbook, asked: Ask, keep: Callable[[Answer], None]) -> dict[str, Any]:
    """The answer to what a program asked, given to `keep` too; HTTPException where that is no question."""
    question = clean(asked.question)
    if not question:
        raise HTTPException(422, "question: there are no words in it")
    said = conversation(asked.history)
    filters = held(letterbook, question, said, asked.filters) if asked.filters else None
    keep(answer := letterbook.ask(question, said, filters))
    return as_json(answer)


def summaries(letterbook: Letterbook) -> list[dict[str, Any]]:
    """Every letter, oldest first."""
    maybe = letterbook.possibilities().by_letter()
    return [metadata_json(letter, maybe.get(letter.id, Possibilities())) for letter in letterbook.letters()]


def one_letter(letterbook: Letterbook, letter_id: str) -> dict[str, Any]:
    """A letter whole; HTTPException where there is none."""
    if letter_id not in {letter.id for letter in letterbook.letters()}:
        raise HTTPException(404, f"no letter {letter_id}: GET /api/letters lists them")
    return letter_json(letterbook.letter(letter_id), letterbook.possibilities().of([letter_id]))


def refuse_in_words(app: FastAPI) -> None:
    """Answer what cannot be done with a status and one line that says why."""

    @app.exception_handler(RequestValidationError)
    def refused(request: Request, fault: RequestValidationError) -> JSONResponse:
        return JSONResponse({"detail": "; ".join(map(_fault, fault.errors()))}, 422)

    @app.exception_handler(StoreError)
    def unavailable(request: Request, fault: StoreError) -> JSONResponse:
        later = {"Retry-After": "60"} if isinstance(fault, BusyError) else None
        return JSONResponse({"detail": str(fault)}, 503, headers=later)


def conversation(history: Sequence[EarlierTurn]) -> Conversation | None:
    """What was said before; None for nothing."""
    turns = tuple(Turn(role=turn.role, content=clean(turn.content)) for turn in history)
    return Conversation(turns=turns) if turns else None


def held(letterbook: Letterbook, question: str, said: Conversation | None, limits: Limits) -> Filters:
    """What is understood of the question, with the limits in the place of what they limit."""
    understood = letterbook.inquire(question, said).question.filters
    return replace(
        understood,
        topic=clean(limits.topic or "") or understood.topic,
        areas=_areas(letterbook, limits.areas) or understood.areas,
        date_from=limits.date_from or understood.date_from,
        date_to=limits.date_to or understood.date_to,
        roles=tuple(role.value for role in limits.roles) or understood.roles,
        people=tuple(map(clean, limits.people)) or understood.people,
        plans=tuple(map(clean, limits.plans)) or understood.plans,
    )


def _areas(letterbook: Letterbook, names: Sequence[str]) -> tuple[str, ...]:
    known = {name.casefold(): name for letter in letterbook.letters() for name in letter.area_names}
    for name in names:
        if name.casefold() not in known:
            raise HTTPException(
                422, f"filters.areas: no letter is to {name!r}: GET /api/letters names the areas"
            )
    return tuple(dict.fromkeys(known[name.casefold()] for name in names))


def _fault(error: dict[str, Any]) -> str:
    """Where and what, without what was sent: it may be what no JSON can hold."""
    place = ".".join(str(part) for part in error["loc"] if part != "body") or "body"
    return clean(f"{place}: {error['msg']}")
