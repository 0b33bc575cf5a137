"""Plots for Plotly in the browser: what they show, as data. script.js gives them the page's colours.

Plotly's own script comes from its Python package, from this server alone, and only to the page that has a plot.
"""

import json
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from assistant.trend import Trend

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


@cache
def plotly_script() -> Path:
    """Where Plotly's script lies."""
    found = find_spec("plotly")
    folder = found.submodule_search_locations[0] if found and found.submodule_search_locations else ""
    return Path(folder) / "package_data" / "plotly.min.js"


@cache
def plotly_version() -> str:
    """Which Plotly it is: browsers keep the script until that changes."""
    return version("plotly")


def lines(shown: Trend) -> str:
    """A trend as Plotly's data, in JSON; lines are told apart by dash and mark, not by colour alone."""
    traces = [
        {
            "name": line.theme,
            "x": shown.halves,
            "y": line.counts,
            "mode": "lines+markers",
            "line": {"dash": dash, "width": 2},
            "marker": {"symbol": symbol, "size": 9},
            "hovertemplate": "%{x}: %{y} of %{customdata}<extra>%{fullData.name}</extra>",
            "customdata": shown.sent,
        }
        for line, dash, symbol in zip(shown.lines, DASHES, SYMBOLS, strict=False)
    ]
    return json.dumps(traces)
