"""Sessions: what Gradio keeps of each open page. Only our own state, not what was last shown.

Gradio keeps a copy of every component's last value for links into a session, which we do not offer (guard.py): of a
long conversation that is a megabyte.
"""

from typing import Any

import gradio as gr
from fastapi import FastAPI
from gradio.state_holder import SessionState, StateHolder
from starlette.routing import Mount


def lean(app: FastAPI, blocks: gr.Blocks) -> None:
    """Have the Gradio application that was mounted last keep its sessions so."""
    mounted = app.router.routes[-1]
    assert isinstance(mounted, Mount)
    sessions = Sessions()  # type: ignore[no-untyped-call]
    mounted.app.state_holder = sessions  # type: ignore[attr-defined]
    sessions.set_blocks(blocks)


class Sessions(StateHolder):
    """The sessions of all open pages, as many as the blocks allow; the oldest go first."""

    def __getitem__(self, session_id: str) -> SessionState:
        if session_id not in self.session_data:
            self.session_data[session_id] = _Session(self.blocks)
        return super().__getitem__(session_id)


class _Session(SessionState):
    """One page's state."""

    def __init__(self, blocks: gr.Blocks) -> None:
        super().__init__(blocks)
        self.config_values = {}

    def _update_config(self, key: int) -> None:
        """Keep nothing."""

    def _update_value_in_config(self, key: int, value: Any) -> None:
        """Keep nothing."""
