/* What the pages do in the browser: it passes events to Gradio, moves focus, opens panels, copies, announces.
   It never builds markup from letter text: that comes from the server, escaped. */
"use strict";

const letterbook = (() => {
  const parts = {}; // name -> {element, trigger}, as Gradio connects them
  const opened = new Set(); // ids of <details> that a person opened; Gradio's updates would close them
  let cited = null; // {turn, number}: the citation in the panel
  let returnTo = null; // where focus goes when the panel closes

  // Gradio fills its templates, and calls connect, by Function(text). The browser forbids that here, so that no text
  // is ever run. These are the shapes that our components need, as functions that are written out; all else fails.
  function Written(...words) {
    const text = words.pop();
    const argument = (given, name) => given[words.indexOf(name)];
    const connecting = /^letterbook\.connect\('(\w+)', /.exec(text);
    if (connecting) return (...given) => connect(connecting[1], ...["element", "trigger", "watch"].map((name) => argument(given, name)));
    if (text === "return `${value}`;") return (...given) => `${argument(given, "value")}`;
    if (text === "return ``;") return () => "";
    const literal = words[0] === "container" && /return ("(?:[^"\\]|\\.)*")/.exec(text); // a template without any variable
    if (literal) return () => JSON.parse(literal[1]);
    throw new EvalError("no text is run here");
  }
  Written.prototype = Function.prototype;
  window.Function = Written;

  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const wide = () => matchMedia("(min-width: 70em)").matches;
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const send = (name, event, data = {}) => parts[name].trigger(event, data);

  function connect(name, element, trigger, watch) {
    parts[name] = { element, trigger };
    watch("value", () => changed(name));
    if (parts.thread && parts.composer && parts.shelf) start();
  }

  function start() {
    one("#question").value = sessionStorage.getItem("draft") ?? "";
    sessionStorage.removeItem("draft");
    new MutationObserver(trouble).observe(one(".toast-wrap"), { childList: true, subtree: true });
    route("first");
  }

  // Gradio says what goes wrong on the way to the server in a box of its own; we say it in our words and place.
  function trouble() {
    const said = one(".toast-message-text")?.textContent ?? "";
    const lost = "The server does not answer. Your question is kept, and this page goes on by itself when the server is back.";
    one("#trouble").textContent = /connection/i.test(said) ? lost : said;
  }

  function changed(name) {
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    ({ thread: threadChanged, source: sourceChanged, shelf: shelfChanged, basket: basketChanged, file: save })[name]?.();
  }

  function announce(text) {
    const line = one("#announce");
    line.textContent = "";
    setTimeout(() => { line.textContent = text; }, 50);
  }

  /* Asking */

  const TWICE = 1500; // milliseconds within which the same question is not sent again, unless it has arrived
  let lately = { question: "", at: 0 };

  function ask(question) {
    if (!question.trim() || one(".turn[data-state=pending]")) return;
    if (question === lately.question && Date.now() - lately.at < TWICE) return; // a double click
    lately = { question, at: Date.now() };
    const form = one("form.composer");
    const chosen = new FormData(form);
    send("composer", "ask", {
      question,
      areas: chosen.getAll("area"),
      date_from: chosen.get("from") || null,
      date_to: chosen.get("to") || null,
    });
    one("#filters").open = false;
    one("#question").focus({ preventScroll: true });
  }

  function threadChanged() {
    const turn = all(".turn").at(-1);
    if (!turn) {
      cited = null;
      delete document.body.dataset.source;
      return;
    }
    const state = turn.dataset.state;
    const stage = one(".stage", turn)?.textContent ?? "";
    if (state === "pending" && parts.thread.waiting) { // more of the same answer
      if (stage !== parts.thread.stage) announce(stage);
      parts.thread.stage = stage;
    } else if (state === "pending") {
      lately = { question: "", at: 0 };
      const box = one("#question"); // emptied only now: where the server is away, the question stays
      box.value = "";
      box.style.height = "";
      cited = null;
      delete document.body.dataset.source;
      turn.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
      announce(stage);
      parts.thread.stage = stage;
      parts.thread.waiting = true;
    } else if (parts.thread.waiting) {
      parts.thread.waiting = false;
      answered(turn);
    }
    markCited();
  }

  function answered(turn) {
    const count = all(".citations .cite", turn).length;
    const text = (one(".answer, .notice", turn)?.innerText ?? "").slice(0, 400);
    announce(`Answer: ${text}${count ? ` ${count} quotations.` : ""}`);
    const first = one(".cite", turn);
    if (first && wide()) cite(first, { quiet: true });
  }

  function filtersNow() {
    const chosen = new FormData(one("form.composer"));
    const words = chosen.getAll("area");
    if (chosen.get("from")) words.push(`from ${chosen.get("from")}`);
    if (chosen.get("to")) words.push(`to ${chosen.get("to")}`);
    one(".filters-now").textContent = words.length ? `: ${words.join(", ")}` : "";
  }

  /* Citations */

  function cite(chip, { quiet = false } = {}) {
    const turn = chip.closest(".turn");
    cited = { turn: turn.id, number: chip.dataset.number };
    const { letter, paragraph, start, end } = chip.dataset;
    const data = { letter, paragraph: Number(paragraph), start: Number(start), end: Number(end) };
    parts.source.quiet = quiet;
    send("thread", "source", data);
    markCited();
    document.body.dataset.source = quiet ? "beside" : "open";
  }

  function chipsOf(turnId) {
    const listed = all(`#${turnId} .citations .cite`);
    return listed.length ? listed : all(`#${turnId} .cite`); // the list comes with the whole answer
  }

  function markCited() {
    for (const chip of all(".cite[aria-current]")) chip.removeAttribute("aria-current");
    if (!cited) return;
    for (const chip of all(`#${cited.turn} .cite[data-number="${cited.number}"]`)) chip.setAttribute("aria-current", "true");
  }

  function sourceChanged() {
    const title = one("#source-title");
    if (!title || !cited) return;
    const chips = chipsOf(cited.turn);
    const at = chips.findIndex((chip) => chip.dataset.number === cited.number);
    one("#source-place").textContent = `Citation ${cited.number} of ${chips.length}`;
    for (const key of all("[data-action=step]")) {
      key.setAttribute("aria-disabled", String(!chips[at + Number(key.dataset.by)]));
    }
    one("#source mark")?.scrollIntoView({ block: "nearest" });
    one("#source").scrollTop = 0;
    if (parts.source.quiet) return;
    announce(`Citation ${cited.number} of ${chips.length}: ${title.textContent}. ${one("#source mark").textContent.slice(0, 300)}`);
    if (parts.source.focus || !wide()) title.focus({ preventScroll: wide() });
    parts.source.focus = false;
  }

  function step(by) {
    if (!cited) return;
    const chips = chipsOf(cited.turn);
    const next = chips[chips.findIndex((chip) => chip.dataset.number === cited.number) + by];
    if (next) cite(next);
  }

  function closeSource() {
    document.body.dataset.source = "beside";
    (returnTo?.isConnected ? returnTo : one("#question"))?.focus();
  }

  /* Pages: each has its own address */

  let askedAt = 0; // how far the conversation was scrolled when it was left

  function go(link) {
    if (document.body.dataset.view === "ask") askedAt = scrollY;
    history.pushState(null, "", link.getAttribute("href"));
    route();
  }

  function route(moved = true) {
    const at = new URLSearchParams(location.search);
    const view = at.has("letter") ? "letter" : at.get("show") ?? "ask";
    document.body.dataset.view = view === "ask" || view === "briefing" ? view : "letters";
    for (const link of all(".masthead nav a")) {
      const here = link.dataset.view === document.body.dataset.view;
      here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
    }
    if (view === "briefing") {
      document.title = "Briefing – Letterbook";
      if (moved !== "first") one("#basket h1").focus();
      return;
    }
    if (view !== "ask") return show({ ...Object.fromEntries(kept.map(([name, read]) => [name, read(at.get(name))])), view, letter: at.get("letter") ?? "" }, moved);
    document.title = "Ask the letters – Letterbook";
    if (moved === "first") return;
    scrollTo(0, askedAt);
    one("#question").focus({ preventScroll: true });
  }

  // What the address keeps of the table, and how each is read from it.
  const kept = [
    ["text", (value) => value ?? ""],
    ["kind", (value) => (["letter", "report"].includes(value) ? value : "")],
    ["attention", (value) => value === "1"],
    ["sort", (value) => (["area", "kind", "next", "ocr", "warnings"].includes(value) ? value : "sent")],
    ["descending", (value) => value !== "0"],
    ["page", (value) => Math.max(1, Number.parseInt(value, 10) || 1)],
    ["doing", (value) => (value === "praised" ? value : "asked")],
    ["by", (value) => (value === "year" ? value : "area")],
    ["since", (value) => (/^\d{4}$/.test(value) ? value : "")],
    ["until", (value) => (/^\d{4}$/.test(value) ? value : "")],
    ["row", (value) => value ?? ""],
    ["theme", (value) => value ?? ""],
  ];
  let shown = {};

  function show(change, moved = false) {
    shown = { ...shown, ...change };
    parts.shelf.moved = moved;
    if (!moved) history.replaceState(null, "", address());
    send("shelf", "show", shown);
  }

  function address() {
    const at = new URLSearchParams({ show: shown.view });
    for (const [name, read] of kept) {
      const value = shown[name];
      if (value !== read(null)) at.set(name, typeof value === "boolean" ? Number(value) : value);
    }
    return `./?${at}`;
  }

  function shelfChanged() {
    const heading = one("#shelf h1");
    if (!heading) return;
    document.title = `${heading.textContent} – Letterbook`;
    for (const figure of all("#shelf figure.plot")) near.observe(figure);
    if (parts.shelf.opening) one("#mentions")?.focus();
    parts.shelf.opening = false;
    if (!parts.shelf.moved) return;
    const first = parts.shelf.moved === "first";
    parts.shelf.moved = false;
    const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    if (target) return jump(target);
    scrollTo(0, 0);
    if (!first) heading.focus({ preventScroll: true });
  }

  /* Plots: Plotly's script is fetched when one comes near; without it the table of numbers stands alone. */

  let plotly = null;
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target);
    }
  }, { rootMargin: "200px" });

  async function draw(figure) {
    plotly ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = figure.dataset.script;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
    try {
      await plotly;
    } catch {
      plotly = null;
    }
    figure.hidden = !window.Plotly;
    if (figure.hidden || !figure.isConnected) return;
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--ink");
    const rule = style.getPropertyValue("--line");
    const axis = { color: ink, gridcolor: rule, linecolor: rule, fixedrange: true, automargin: true };
    const lines = JSON.parse(figure.dataset.lines);
    const most = Math.max(...lines.flatMap((line) => line.y));
    const drawing = one(".drawing", figure);
    await Plotly.newPlot(drawing, lines, {
      font: { family: style.getPropertyValue("--sans"), size: 14, color: ink },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      colorway: [1, 2, 3, 4, 5, 6].map((place) => style.getPropertyValue(`--series-${place}`)),
      margin: { l: 40, r: 10, t: 10, b: 40 },
      showlegend: true,
      legend: { orientation: "h", y: -0.25 },
      hovermode: "x unified",
      hoverlabel: { bgcolor: style.getPropertyValue("--paper"), bordercolor: rule, font: { color: ink } },
      xaxis: axis,
      yaxis: { ...axis, rangemode: "tozero", dtick: most > 10 ? undefined : 1 },
    }, { displayModeBar: false });
    width.observe(drawing);
  }

  /* An observer tells its first width too: one that changed while the plot was being drawn is not missed. */
  const width = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) if (contentRect.width) Plotly.Plots.resize(target);
  });

  function jump(line) {
    line.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    line.focus({ preventScroll: true });
  }

  /* Letters */

  let typing = 0;

  function sieve(form) {
    const wanted = new FormData(form);
    show({ view: "letters", letter: "", text: wanted.get("text"), kind: wanted.get("kind"), attention: wanted.has("attention"), page: 1 });
  }

  async function add(files) {
    if (!files.length) return;
    const line = one("#sending");
    const paths = [];
    for (const [at, file] of [...files].entries()) {
      line.textContent = `Sending ${at + 1} of ${files.length}: ${file.name}`;
      try {
        paths.push(await sent(file));
      } catch (problem) {
        line.textContent = `${file.name} could not be sent: ${problem.message}`;
        announce(line.textContent);
        return;
      }
    }
    line.textContent = "";
    one("#files").value = "";
    send("shelf", "ingest", { files: paths });
  }

  async function sent(file) {
    const reply = await fetch(`./upload?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    const said = await reply.json().catch(() => ({}));
    if (!reply.ok) throw Error(said.detail ?? (reply.status === 413 ? "it is too large" : "the server refused it"));
    return said.file;
  }

  /* Briefing */

  function basketChanged() {
    const count = all("#basket .picks li").length;
    one("#picked").textContent = count ? ` (${count})` : "";
    const change = parts.basket.change;
    parts.basket.change = null;
    if (change === "pick") announce(`${count} quotations in the briefing`);
    else if (change) (document.getElementById(change) ?? one("#basket h1")).focus();
  }

  function arrange(button) {
    const at = Number(button.closest("li").dataset.at);
    const { do: way } = button.dataset;
    parts.basket.change = way === "remove" ? "none" : `${way}-${at + (way === "up" ? -1 : 1)}`;
    send("basket", "arrange", { do: way, at });
  }

  function save() {
    const made = one("#file-made");
    if (!made) return;
    const bytes = Uint8Array.from(atob(made.dataset.content), (letter) => letter.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: made.dataset.type }));
    link.download = made.dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    announce(`${link.download} is saved`);
  }

  /* Small things */

  async function copy(button) {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      const area = document.createElement("textarea"); // plain http on another host has no clipboard
      area.value = button.dataset.copy;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.textContent = "Copied";
    announce("Copied");
    setTimeout(() => { button.textContent = label; }, 2000);
  }

  function judge(button) {
    const turn = button.closest(".turn");
    const verdict = button.dataset.verdict;
    if (verdict === "right") {
      send("thread", "judge", { turn: Number(turn.dataset.turn), verdict });
      one("#question").focus();
      return announce("Thank you. Kept as right.");
    }
    const form = one("form.comment", turn);
    form.hidden = false;
    form.dataset.verdict = verdict;
    one(".about", form).textContent = verdict;
    one("textarea", form).focus();
  }

  const actions = {
    example: (button) => ask(button.textContent),
    again: (button) => send("thread", "refine"),
    drop: ({ dataset }) => send("thread", "refine", { name: dataset.name, value: dataset.value }),
    cite: (chip, event) => {
      returnTo = chip;
      parts.source.focus = event.detail === 0;
      cite(chip);
    },
    step: (button) => step(Number(button.dataset.by)),
    "close-source": closeSource,
    restart: () => {
      opened.clear();
      send("composer", "restart");
      announce("A new conversation");
      one("#question").focus();
    },
    copy,
    judge,
    "close-comment": (button) => {
      button.closest("form").hidden = true;
      one("[data-verdict=wrong]", button.closest(".turn")).focus();
    },
    sort: ({ dataset }) => show({ sort: dataset.sort, descending: dataset.descending === "true", page: 1 }),
    page: ({ dataset }) => show({ page: Number(dataset.page) }),
    "clear-sieve": () => {
      one("form.sieve").reset();
      show({ text: "", kind: "", attention: false, page: 1 });
      one("form.sieve input").focus();
    },
    pick: (button) => {
      const { number } = button.dataset;
      parts.basket.change = "pick";
      send("thread", "pick", { turn: Number(button.closest(".turn").dataset.turn), numbers: number ? [Number(number)] : [] });
    },
    arrange,
    export: ({ dataset }) => send("basket", "export", { suffix: dataset.suffix, title: one("#brief-title").value }),
    "clear-basket": () => {
      parts.basket.change = "none";
      send("basket", "arrange", { do: "clear" });
    },
    weave: ({ dataset }) => {
      parts.shelf.opening = true;
      show({ row: dataset.row, theme: dataset.theme });
    },
    "close-cell": () => {
      const cell = one("#shelf .cell[aria-pressed=true]");
      show({ row: "", theme: "" });
      (cell ?? one("#shelf h1")).focus();
    },
    "ask-remove": () => one("#remove").showModal(),
    "close-dialog": () => one("#remove").close(),
    "clear-filters": () => {
      for (const box of all("form.composer input")) { box.checked = false; if (box.type === "date") box.value = ""; }
      filtersNow();
    },
  };

  const forms = {
    weave: (form) => show({ ...Object.fromEntries(new FormData(form)), row: "", theme: "" }),
    ask: () => ask(one("#question").value),
    sieve,
    area: (form) => {
      parts.shelf.moved = true;
      send("shelf", "area", { letter: form.dataset.letter, name: one("input", form).value });
    },
    remove: (form) => {
      one("#remove").close();
      parts.shelf.moved = true;
      history.replaceState(null, "", "./?show=letters");
      send("shelf", "remove", { letter: form.dataset.letter });
    },
    comment: (form) => {
      const turn = Number(form.closest(".turn").dataset.turn);
      send("thread", "judge", { turn, verdict: form.dataset.verdict, comment: one("textarea", form).value });
      one("#question").focus();
      announce("Thank you. Your comment is kept.");
    },
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-view]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && parts.shelf) {
      event.preventDefault();
      return go(link);
    }
    const jumping = event.target.closest("a[data-jump]");
    if (jumping) {
      event.preventDefault();
      return jump(one(`#p${jumping.dataset.jump}`));
    }
    const summary = event.target.closest("summary");
    const details = summary?.parentElement;
    if (details?.id) details.open ? opened.delete(details.id) : opened.add(details.id);
    const button = event.target.closest("[data-action]");
    if (button && button.getAttribute("aria-disabled") !== "true") actions[button.dataset.action]?.(button, event);
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.form) return; // logging out is an ordinary form
    event.preventDefault();
    forms[event.target.dataset.form]?.(event.target);
  });

  document.addEventListener("keydown", (event) => {
    if (event.target.id === "question" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      ask(event.target.value);
    }
    if (event.key === "Escape" && document.body.dataset.source === "open" && !one("dialog[open]")) closeSource();
    const near = event.target.closest?.("#source, .cite");
    if (near && !event.target.closest("input, textarea") && !event.altKey && !event.ctrlKey && !event.metaKey) {
      if (event.key === "ArrowRight") step(1);
      if (event.key === "ArrowLeft") step(-1);
    }
  });

  document.addEventListener("input", (event) => {
    if (event.target.id === "question") {
      event.target.style.height = "auto";
      event.target.style.height = `${event.target.scrollHeight}px`;
    }
    if (event.target.closest("form.composer")) filtersNow();
    if (event.target.matches(".find-area")) {
      const sought = event.target.value.trim().toLowerCase();
      for (const option of all(".composer .option")) option.hidden = !option.textContent.toLowerCase().includes(sought);
    }
    const form = event.target.closest("form.sieve");
    if (form) {
      clearTimeout(typing);
      typing = setTimeout(() => forms[form.dataset.form](form), event.target.type === "search" ? 200 : 0);
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.id === "files") add(event.target.files);
    if (event.target.matches(".own-line")) send("basket", "arrange", { do: "note", at: Number(event.target.closest("li").dataset.at), note: event.target.value });
  });
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => {
      const target = event.target.closest?.("form.drop");
      if (!target) return;
      event.preventDefault();
      if (kind === "drop") add(event.dataTransfer.files);
    });
  }

  // Gradio loads the page again when the server was away: what was being written comes back.
  addEventListener("pagehide", () => {
    const draft = one("#question")?.value;
    if (draft) sessionStorage.setItem("draft", draft);
  });

  addEventListener("popstate", () => { if (parts.shelf) route(); });

  return { connect };
})();
window.letterbook = letterbook;
