"""Gradio's components and events: which event of which component calls what, and what it fills.

All visible markup is ours (templates/); Gradio carries events, the queue, streaming, uploads and each
person's state.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import gradio as gr

from assistant.access import feedback
from assistant.web.basket import Exporter, arrange, basket, pick
from assistant.web.chat import DAY, Chat
from assistant.web.letters import Shelf
from assistant.web.needs import Intake, Letterbook, Pictures
from assistant.web.themes import Themes
from assistant.web.uploads import Uploads
from assistant.web.visitor import Door

# script.js takes it from here. Naming the events lets gr.HTML listen for them.
CONNECT = "letterbook.connect({name}, element, trigger, watch); // {events}"
# Looking is not queued, and of many looks in a row the last is shown.
LOOKING: dict[str, Any] = {"show_progress": "hidden", "queue": False, "trigger_mode": "always_last"}
# What changes the briefing is done one after another: a line that is being written is in the file that is asked for.
IN_TURN: dict[str, Any] = {
    "show_progress": "hidden",
    "trigger_mode": "multiple",
    "concurrency_limit": 1,
    "concurrency_id": "briefing",
}
HOUR = 60 * 60


def build_blocks(
    letterbook: Letterbook,
    themes: Themes,
    *,
    store: Path,
    intake: Intake | None,
    pictures: Pictures | None,
    uploads: Uploads,
    door: Door,
) -> gr.Blocks:
    """The whole application as Gradio sees it."""
    with gr.Blocks(title="Letterbook", analytics_enabled=False, delete_cache=(HOUR, HOUR)) as blocks:
        said = store / feedback.FILE
        refresh = _ask(Chat(letterbook, feedback_file=said, pictures=pictures, door=door))
        shelf = Shelf(letterbook, store=store, intake=intake, themes=themes, uploads=uploads, door=door)
        for changed in _letters(shelf):
            refresh(changed.success)
        refresh(blocks.load)
    return cast(gr.Blocks, blocks)


def _ask(chat: Chat) -> Callable[[Any], None]:
    """The Ask page; return what brings it up to date after an event."""
    exchanges, picks = gr.State((), time_to_live=DAY), gr.State((), time_to_live=DAY)
    with gr.Column(elem_id="ask-view"):
        thread = _area("thread", chat.thread(), "refine", "judge", "source", "pick")
        composer = _area("composer", chat.composer(), "ask", "restart")
        examples = _area("examples", chat.examples())
        collection = _area("collection", chat.collection())
        source = _area("source", "")
    with gr.Column(elem_id="basket-view"):
        page, file = _area("basket", basket(()), "arrange", "export"), _area("file", "")
    thread.pick(pick, [exchanges, picks], [page, picks], **IN_TURN)
    page.arrange(arrange, picks, [page, picks], **IN_TURN)
    page.export(Exporter(chat.door).export, picks, file, **IN_TURN)
    for asked in (
        composer.ask(  # multiple: Enter in the moment in which an answer ends is not lost
            chat.ask, exchanges, [thread, exchanges], show_progress="hidden", trigger_mode="multiple"
        ),
        thread.refine(chat.refine, exchanges, [thread, exchanges], show_progress="hidden"),
    ):
        asked.failure(chat.failed, exchanges, thread, show_progress="hidden")
    thread.judge(chat.judge, exchanges, [thread, exchanges], show_progress="hidden")
    thread.source(chat.source, None, source, **LOOKING)
    composer.restart(chat.restart, None, [thread, exchanges], show_progress="hidden")
    everything = [thread, composer, examples, collection]
    return lambda event: event(chat.refresh, exchanges, everything, show_progress="hidden")


def _letters(shelf: Shelf) -> tuple[Any, ...]:
    """The Letters page; return its events that change the collection."""
    with gr.Column(elem_id="letters-view"):
        page = _area("shelf", "", "show", "area", "remove", "ingest")
    page.show(shelf.show, None, page, **LOOKING)
    return (
        page.area(shelf.set_area, None, page, show_progress="hidden"),
        page.remove(shelf.remove, None, page, show_progress="hidden"),
        page.ingest(shelf.add, None, page, show_progress="hidden", concurrency_limit=1),
    )


def _area(name: str, value: str, *events: str) -> gr.HTML:
    """One area of the page whose markup we write."""
    script = CONNECT.format(name=f"'{name}'", events=" ".join(f"'{event}'" for event in events))
    return gr.HTML(value, js_on_load=script, apply_default_css=False, elem_id=name)
