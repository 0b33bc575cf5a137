"""An answer's Markdown as safe HTML with citation chips.

No HTML, link or image of the text's own ever comes through: they stay visible as text.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from assistant.answer import Answer, Citation
from ingest.letter import british

_MARKER = re.compile(r"\[(\d{1,5})\]")


def prose(text: str, citations: Sequence[Citation]) -> Markup:
    """Render Markdown; `[n]` becomes a button where citation n exists and stays text where it does not."""
    cited = {str(citation.number): citation for citation in citations}
    return Markup(_markdown().render(text, {"cited": cited}))


def chip(citation: Citation) -> Markup:
    """The button that shows a citation in its letter."""
    return Markup(
        '<button type="button" class="cite" data-action="cite" data-number="{n}" data-letter="{letter}"'
        ' data-paragraph="{paragraph}" data-start="{start}" data-end="{end}">'
        '<span class="visually-hidden">Citation </span>{n}'
        '<span class="visually-hidden">, {areas}, {sent}</span></button>'
    ).format(
        n=citation.number,
        letter=citation.letter.id,
        paragraph=citation.paragraph.number,
        start=citation.start,
        end=citation.end,
        areas=", ".join(citation.letter.area_names),
        sent=british(citation.letter.sent),
    )


def copied(answer: Answer) -> str:
    """The answer and its quotations as plain text, for the clipboard."""
    quotations = [f"[{cited.number}] “{cited.quote}” ({_named(cited)})" for cited in answer.citations]
    return "\n\n".join([answer.text, "\n".join(quotations)] if quotations else [answer.text])


def _named(cited: Citation) -> str:
    letter = cited.letter
    return f"{', '.join(letter.area_names)}, {letter.kind} of {british(letter.sent)}, {letter.source}"


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.disable(["link", "image", "autolink", "reference", "html_block", "html_inline"])
    markdown.add_render_rule("text", _text)
    markdown.add_render_rule("heading_open", _heading)
    markdown.add_render_rule("heading_close", _heading)
    return markdown


def _text(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    cited: Mapping[str, Citation] = env["cited"]
    parts = _MARKER.split(tokens[index].content)
    shown = [escape(parts[0])]
    for number, after in zip(parts[1::2], parts[2::2], strict=True):
        if number in cited:
            # A no-break space keeps the button on the line of the words before it.
            shown[-1] = Markup(str(shown[-1]).rstrip(" ") + "\u00a0")
            shown.append(chip(cited[number]))
        else:
            shown.append(escape(f"[{number}]"))
        shown.append(escape(after))
    return str(Markup("").join(shown))


def _heading(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """An answer's headings stand below its question, which is an h2."""
    return "<h3>" if tokens[index].nesting == 1 else "</h3>"
