// The editor for a text: CodeMirror in a shadow root before the textarea, which stays the form's field.
// Without this script the textarea is what one writes in.
import { defaultKeymap, history, historyKeymap, redo, undo } from "@codemirror/commands";
import { HighlightStyle, Language, LanguageSupport, defineLanguageFacet, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { EditorSelection, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { Table, parser } from "@lezer/markdown";

// What the text looks like -----------------------------------------------------------------------

/** A star inside a word (`Expert*innen`) is no emphasis: as `domain.text.markdown` reads it. */
const star = {
  name: "Star",
  before: "Emphasis",
  parse(context, next, at) {
    if (next !== 42) return -1;
    let end = at;
    while (context.char(end) === 42) end += 1;
    const word = /[\p{L}\p{N}]/u;
    return word.test(context.slice(Math.max(context.offset, at - 1), at)) && word.test(context.slice(end, end + 1)) ? end : -1;
  },
};
const reading = parser.configure([Table, { parseInline: [star] }]);
const markdown = new LanguageSupport(new Language(defineLanguageFacet(), reading, [], "markdown"));

const look = HighlightStyle.define([
  { tag: tags.heading1, fontSize: "1.5em", fontWeight: "600" },
  { tag: tags.heading2, fontSize: "1.3em", fontWeight: "600" },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], fontSize: "1.1em", fontWeight: "600" },
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.processingInstruction, tags.contentSeparator], color: "var(--kern-color-layout-text-muted)" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--kern-color-layout-text-default)", backgroundColor: "var(--kern-color-form-input-background)" },
  "&.cm-focused": { outline: "0" }, // what is around it wears the outline
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { maxWidth: "72ch", padding: "var(--kern-16)", caretColor: "currentColor" },
  ".cm-line": { padding: "0" },
});

const HIDDEN = new Set(["HeaderMark", "EmphasisMark"]);
const showMarks = StateEffect.define();
const marksShown = StateField.define({
  create: () => false,
  update: (shown, { effects }) => effects.reduce((last, effect) => (effect.is(showMarks) ? effect.value : last), shown),
});

/** The signs of headings and of bold type, taken out of sight but in the lines one is in. */
function unseen(view) {
  const { state } = view;
  if (state.field(marksShown)) return Decoration.none;
  const here = (from, to) => view.hasFocus && state.selection.ranges.some((range) => range.from <= to && range.to >= from);
  const found = [];
  for (const { from, to } of view.visibleRanges)
    syntaxTree(state).iterate({
      from, to,
      enter(node) {
        if (!HIDDEN.has(node.name)) return;
        const line = state.doc.lineAt(node.from);
        if (here(line.from, line.to) || node.to > line.to) return;
        const space = node.name === "HeaderMark" && state.sliceDoc(node.to, node.to + 1) === " " ? 1 : 0;
        if (node.from < node.to + space) found.push(Decoration.replace({}).range(node.from, node.to + space));
      },
    });
  return Decoration.set(found, true);
}

const marks = ViewPlugin.fromClass(class {
  constructor(view) { this.decorations = unseen(view); }
  update(update) { this.decorations = unseen(update.view); }
}, { decorations: (plugin) => plugin.decorations });

// Sections -----------------------------------------------------------------------------------------

/** The headings of a document: level, words, where the section begins and ends. */
function sections(doc) {
  const found = [];
  let fenced = false, at = 0;
  for (const line of doc.iterLines()) {
    if (/^ {0,3}(```|~~~)/.test(line)) fenced = !fenced;
    const heading = !fenced && /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$/.exec(line);
    if (heading) found.push({ level: heading[1].length, words: heading[2], from: at });
    at += line.length + 1;
  }
  found.forEach((one, index) => {
    const next = found.slice(index + 1).find((other) => other.level <= one.level);
    one.to = next ? next.from - 1 : doc.length;
  });
  return found;
}

const within = (all, place) => all.findLast((one) => one.from <= place);

const narrow = StateEffect.define();
/** The section that is shown alone, null for the whole text. */
const alone = StateField.define({
  create: () => null,
  update(range, transaction) {
    for (const effect of transaction.effects) if (effect.is(narrow)) return effect.value;
    if (!range || !transaction.docChanged) return range;
    return { from: transaction.changes.mapPos(range.from, -1), to: transaction.changes.mapPos(range.to, 1) };
  },
  provide: (field) => EditorView.decorations.compute([field, "doc"], (state) => {
    const range = state.field(field);
    if (!range) return Decoration.none;
    const gone = Decoration.replace({ block: true }), end = state.doc.length, around = [];
    if (range.from > 0) around.push(gone.range(0, range.from - 1));
    if (range.to < end) around.push(gone.range(range.to + 1, end));
    return Decoration.set(around);
  }),
});
const guarded = EditorState.changeFilter.of(({ startState }) => {
  const range = startState.field(alone);
  return !range || [0, range.from, range.to, startState.doc.length];
});

// What the toolbar does ------------------------------------------------------------------------------

/** Put signs around the selection or the word one is in; take them away where they stand. */
const around = (sign, closing = sign) => (view) => {
  view.dispatch(view.state.changeByRange((range) => {
    const word = range.empty ? view.state.wordAt(range.head) ?? range : range;
    const { from, to } = word, [before, behind] = [from - sign.length, to + closing.length];
    const inside = before >= 0 && view.state.sliceDoc(before, from) === sign && view.state.sliceDoc(to, behind) === closing;
    if (inside)
      return { changes: [{ from: before, to: from }, { from: to, to: behind }], range: EditorSelection.range(before, to - sign.length) };
    return { changes: [{ from, insert: sign }, { from: to, insert: closing }], range: EditorSelection.range(from + sign.length, to + sign.length) };
  }), { userEvent: "input", scrollIntoView: true });
  return true;
};

/** How this text marks its terms: as most of them are. */
function term(view) {
  const text = view.state.doc.toString(), count = (pattern) => (text.match(pattern) ?? []).length;
  const [bold, italic, quoted] = [count(/\*\*[^*\n]+\*\*/g), count(/(?<![*\w])\*[^*\s][^*\n]*\*(?!\*)/g), count(/„[^“\n]+“/g)];
  if (italic > bold && italic >= quoted) return around("*")(view);
  return quoted > bold && quoted > italic ? around("„", "“")(view) : around("**")(view);
}

/** Let the lines of the selection begin otherwise: `turn` is given each with its number. */
const lines = (turn) => (view) => {
  const { state } = view, { from, to } = state.selection.main, changes = [];
  const last = state.doc.lineAt(to).number;
  for (let number = state.doc.lineAt(from).number, index = 1; number <= last; number += 1) {
    const line = state.doc.line(number);
    if (!line.text.trim() && number !== last) continue;
    const [old, fresh] = turn(line.text, index++);
    changes.push({ from: line.from, to: line.from + old.length, insert: fresh });
  }
  const set = state.changes(changes);
  view.dispatch({ changes: set, selection: state.selection.map(set, 1), userEvent: "input", scrollIntoView: true });
  return true;
};
const LEAD = /^(?:#{1,6}[ \t]+|[-*+][ \t]+|\d{1,9}[.)][ \t]+)?/;
const heading = lines((line) => {
  const [lead] = LEAD.exec(line), level = /^#+/.exec(lead)?.[0].length ?? 0;
  return [lead, level === 0 ? "## " : level < 4 ? `${"#".repeat(level + 1)} ` : ""];
});
const list = lines((line) => { const [lead] = LEAD.exec(line); return [lead, /^[-*+]/.test(lead) ? "" : "- "]; });
const numbered = lines((line, index) => { const [lead] = LEAD.exec(line); return [lead, /^\d/.test(lead) ? "" : `${index}. `]; });

function table(view) {
  const line = view.state.doc.lineAt(view.state.selection.main.to), lead = line.text.trim() ? "\n\n" : "\n";
  const insert = `${lead}| Spalte 1 | Spalte 2 |\n| --- | --- |\n|  |  |\n`, at = line.to + lead.length + 2;
  view.dispatch({ changes: { from: line.to, insert }, selection: { anchor: at, head: at + 8 }, userEvent: "input", scrollIntoView: true });
  return true;
}

/** Enter in a list begins its next item; in an empty item it ends the list. */
function newItem(view) {
  const { state } = view, { main } = state.selection, line = state.doc.lineAt(main.head);
  const item = main.empty && /^([ \t]*)([-*+]|(\d{1,8})([.)]))([ \t]+)/.exec(line.text);
  if (!item || main.head < line.from + item[0].length) return false;
  const [lead, indent, sign, number, dot, space] = item;
  const bare = line.text.length === lead.length;
  const insert = bare ? "" : `\n${indent}${number ? `${Number(number) + 1}${dot}` : sign}${space}`;
  const from = bare ? line.from : main.head;
  view.dispatch({ changes: { from, to: main.head, insert }, selection: { anchor: from + insert.length }, userEvent: "input", scrollIntoView: true });
  return true;
}

/** What is typed over a selection: a browser would keep its looks in style attributes, which the content policy refuses. */
const overwriting = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || !event.data || view.composing) return false;
    let { from, to } = view.state.selection.main;
    const seen = view.root.getSelection?.(); // where the editor was not yet told of a selection
    if (from === to && view.contentDOM.contains(seen?.anchorNode)) {
      const ends = [view.posAtDOM(seen.anchorNode, seen.anchorOffset), view.posAtDOM(seen.focusNode, seen.focusOffset)];
      [from, to] = [Math.min(...ends), Math.max(...ends)];
    }
    if (from === to) return false;
    const insert = view.state.toText(event.data);
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

// Around the editor -----------------------------------------------------------------------------------

const TOOLS = [
  ["Überschrift", heading], ["Fett", around("**"), "Strg + B"], ["Kursiv", around("*"), "Strg + I"], ["Begriff", term],
  ["Liste", list], ["Nummerierte Liste", numbered], ["Tabelle", table],
  ["Rückgängig", undo, "Strg + Z"], ["Wiederholen", redo, "Strg + Umschalt + Z"],
];

const make = (name, facts = {}, ...inside) => {
  const element = Object.assign(document.createElement(name), facts);
  element.append(...inside);
  return element;
};

function button(label, press, facts = {}) {
  const made = make("button", { type: "button", className: "werkzeug", tabIndex: -1, ...facts }, label);
  made.addEventListener("click", press);
  return made;
}

/** One stop for the Tab key, arrows inside. */
function roving(bar) {
  const stops = () => [...bar.querySelectorAll("button, select")];
  const go = (to) => { stops().forEach((stop) => { stop.tabIndex = stop === to ? 0 : -1; }); to.focus(); };
  stops()[0].tabIndex = 0;
  bar.addEventListener("focusin", ({ target }) => go(target));
  bar.addEventListener("keydown", (event) => {
    const all = stops(), at = all.indexOf(event.target), step = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    go(all.at(step % all.length));
  });
}

function edit(field, bench) {
  const label = document.querySelector(`label[for="${field.id}"]`), hint = document.getElementById(`${field.id}-hinweis`);
  const host = make("div", { className: "editor__text" }), root = host.attachShadow({ mode: "open", delegatesFocus: true });
  const help = make("p", { id: "hilfe", hidden: true }, "Tab führt aus dem Feld heraus, Alt + F10 zu den Werkzeugen.");
  let waiting = 0;

  /** Write into the field what stands in the editor, and let whoever listens to it know. */
  const mirror = () => {
    clearTimeout(waiting);
    waiting = 0;
    field.value = view.state.doc.toString();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const toTools = () => { bar.querySelector("[tabindex='0']").focus(); return true; };
  const state = () => EditorState.create({
    doc: field.value,
    extensions: [
      history(), markdown, syntaxHighlighting(look), marksShown, marks, alone, guarded, theme, EditorView.lineWrapping, overwriting,
      EditorState.lineSeparator.of("\n"),
      keymap.of([
        { key: "Enter", run: newItem }, { key: "Mod-b", run: around("**") }, { key: "Mod-i", run: around("*") },
        { key: "Alt-F10", run: toTools }, ...historyKeymap, ...defaultKeymap,
      ]),
      EditorView.contentAttributes.of({
        "aria-label": label.textContent.trim(), "aria-describedby": "hilfe", tabindex: "0", lang: "de", spellcheck: field.spellcheck ? "true" : "false",
        ...(field.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) {
          clearTimeout(waiting);
          waiting = setTimeout(mirror, 300);
          refill();
        }
        if (update.selectionSet || update.docChanged) where();
      }),
    ],
  });

  const chooser = make("select", { className: "werkzeug", tabIndex: -1, ariaLabel: "Zum Abschnitt" });
  const only = button("Nur diesen Abschnitt", () => show(!view.state.field(alone)), { ariaPressed: "false" });
  const signs = button("Zeichen zeigen", () => {
    const shown = !view.state.field(marksShown);
    view.dispatch({ effects: showMarks.of(shown) });
    signs.ariaPressed = String(shown);
  }, { ariaPressed: "false" });
  const wide = button("Ganzer Bildschirm", () => fill(!bench.classList.contains("werkbank--voll")), { ariaPressed: "false" });
  const bar = make("div", { className: "werkzeuge", role: "toolbar", ariaLabel: "Werkzeuge" }, chooser, only,
    ...TOOLS.map(([name, run, title = ""]) => button(name, () => { run(view); view.focus(); }, { title })), signs, wide);

  /** The headings to jump to, as they are now. */
  let all = [], listed = "";
  function refill() {
    all = sections(view.state.doc);
    const now = all.map(({ level, words }) => `${level} ${words}`).join("\n");
    if (now !== listed || !chooser.options.length) {
      listed = now;
      const option = ({ level, words }, index) => new Option(`${"\u00a0\u00a0".repeat(level - 1)}${words}`, index);
      chooser.replaceChildren(new Option("Anfang des Textes", ""), ...all.map(option));
    }
  }
  function where() {
    const here = within(all, view.state.selection.main.head);
    chooser.value = here ? String(all.indexOf(here)) : "";
    const words = here?.words ?? "";
    if (bench.dataset.abschnitt === words) return;
    bench.dataset.abschnitt = words;
    bench.dispatchEvent(new CustomEvent("abschnitt", { detail: words }));
  }
  function show(narrowed, at = view.state.selection.main.head) {
    const here = narrowed ? within(all, at) : null;
    view.dispatch({ effects: narrow.of(here ? { from: here.from, to: here.to } : null) });
    only.ariaPressed = String(Boolean(here));
  }
  function jump() {
    const at = all[chooser.value]?.from ?? 0, narrowed = view.state.field(alone);
    if (narrowed) show(Boolean(all[chooser.value]), at);
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 16 }) });
  }
  function fill(whole) {
    bench.classList.toggle("werkbank--voll", whole);
    wide.ariaPressed = String(whole);
    view.requestMeasure();
  }

  const view = new EditorView({ state: state(), parent: root, root });
  root.append(help);
  chooser.addEventListener("change", jump);
  bench.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && bench.classList.contains("werkbank--voll")) fill(false);
  });
  roving(bar);
  refill();
  where();

  field.before(bar, host, make("p", { className: "kern-hint" }, help.textContent));
  field.hidden = true;
  hint.hidden = true;
  host.id = field.id; // an error's link leads here
  field.removeAttribute("id");
  label.removeAttribute("for");
  label.addEventListener("click", () => view.focus());
  field.form.addEventListener("submit", () => { if (waiting) mirror(); }, true);
  view.contentDOM.addEventListener("blur", () => { if (waiting) mirror(); });
  for (const leaving of ["beforeunload", "pagehide"]) // before the form is sent
    window.addEventListener(leaving, () => { if (waiting) mirror(); }, true);
}

// What stands beside the text -----------------------------------------------------------------------

/** Of what was said, that on the section one is in. */
function voices(all, bench) {
  const every = make("input", { type: "checkbox", id: "alle-stimmen", className: "kern-form-check__checkbox" });
  const none = make("p", { hidden: true }, "Zu diesem Abschnitt ist nichts gesagt.");
  const show = () => {
    let shown = 0;
    for (const one of all.children) {
      one.hidden = !every.checked && one.dataset.abschnitt !== (bench.dataset.abschnitt ?? "");
      shown += !one.hidden;
    }
    none.hidden = shown > 0;
  };
  all.before(make("div", { className: "kern-form-check" }, every, make("label", { className: "kern-label", htmlFor: every.id }, "Zu allen Abschnitten")));
  all.after(none);
  every.addEventListener("change", show);
  bench.addEventListener("abschnitt", show);
  show();
}

/** Let the comparison be asked for while it is to be seen: now and after each pause in writing. */
function comparing(place, bench) {
  const panel = place.closest("[data-titel]");
  const ask = () => { if (!panel.hidden) place.dispatchEvent(new CustomEvent("vergleichen")); };
  bench.addEventListener("input", ({ target }) => { if (target.name === "text") ask(); });
  panel.addEventListener("offen", ask);
  panel.querySelector("[name=knopf][value=aenderungen]").closest(".tun").hidden = true;
}

document.querySelectorAll("[data-editor] textarea").forEach((field) => {
  const bench = field.closest(".werkbank") ?? field.closest("section");
  const [said, compared] = ["stimmen", "bisher"].map((id) => document.getElementById(id));
  edit(field, bench);
  if (said) voices(said, bench);
  if (compared) comparing(compared, bench);
});
