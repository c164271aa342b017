// What a person does on the board, by mouse, finger or keyboard; and the board drawn again after it.
const SLOP = 5; // px a pointer may move and still have pressed
const KEYS = { ArrowLeft: ["shift", -1], ArrowRight: ["shift", 1], ArrowUp: ["step", -1], ArrowDown: ["step", 1] };

function actionsOf(board, view, root) {
  const act = {
    add(kind) {
      const id = freshId(kind, board.parts);
      const column = (each) => board.columns.findIndex(([name]) => name === each);
      const before = partOf(board.parts, board.selected);
      const follows = before && column(before.kind) < column(kind) ? [before.id] : [];
      board.selected = id;
      view.focusOn(`text:${id}`);
      board.change([...board.parts, { id, kind, content: { text: "", links: follows } }]);
    },
    type(id, area) {
      grow(area);
      area.setAttribute("aria-label", `${columnName(board, partOf(board.parts, id).kind)}: ${shortened(area.value)}`);
      board.change(withContent(board.parts, id, { text: area.value }), `text:${id}`);
    },
    select(id) {
      if (board.selected === id) return;
      board.selected = id;
      drawSelection(board, view);
    },
    step(id, by) { view.focusOn(root().activeElement?.dataset.focus ?? `text:${id}`); board.change(stepped(board.parts, board.columns, id, by)); },
    shift(id, by) {
      const at = board.columns.findIndex(([kind]) => kind === partOf(board.parts, id).kind) + by;
      if (at < 0 || at >= board.columns.length) return;
      board.shown = board.columns[at][0];
      view.focusOn(root().activeElement?.dataset.focus ?? `text:${id}`);
      board.change(moved(board.parts, board.columns, id, board.shown, null));
    },
    remove(id) {
      const { kind } = partOf(board.parts, id);
      const own = board.parts.filter((part) => part.kind === kind).map((part) => part.id);
      const next = own[own.indexOf(id) + 1] ?? own[own.indexOf(id) - 1];
      Object.assign(board, { selected: next ?? null, panel: null, linking: null });
      if (next) view.focusOn(`text:${next}`);
      board.change(without(board.parts, id));
    },
    startLinking(id) { board.linking = id; board.panel = null; board.changed(); },
    stopLinking() { const id = board.linking; board.linking = null; view.focusOn(`text:${id}`); board.changed(); },
    open(id) {
      const card = [id, board.panel].find((each) => each && each !== POTENTIAL) ?? board.selected;
      view.focusOn(id ? "close" : card ? `text:${card}` : null);
      Object.assign(board, { panel: id, selected: card });
      board.changed();
    },
    show(part, text) {
      if (!part) return;
      const name = Object.keys(part.content).find((each) => String(part.content[each]).includes(text)) ?? "text";
      const owner = part.kind === "risk" ? partOf(board.parts, part.content.problem_id) : part;
      if (owner && owner.kind !== POTENTIAL) Object.assign(board, { selected: owner.id, shown: owner.kind });
      if (part.kind === POTENTIAL) Object.assign(board, { selected: null, panel: POTENTIAL });
      else if (owner && (part.kind === "risk" || name !== "text")) board.panel = owner.id;
      view.focusOn(`${name}:${part.id}`);
      board.changed();
    },
    key(event, id) {
      if (event.key === "Escape" && board.linking) { act.stopLinking(); return; }
      if (!event.altKey) return;
      const [name, by] = KEYS[event.key] ?? [];
      if (name) act[name](id, by);
      else if (event.code === "KeyL") act.startLinking(id);
      else if (event.key === "Enter") act.open(id);
      else if (event.key === "Delete" || event.key === "Backspace") act.remove(id);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    drag(event, id, box) { startDrag(board, view, root, event, id, box); },
  };
  return act;
}

/** Carry a card by its grip; where it is let go it stays. */
function startDrag(board, view, root, event, id, box) {
  if (event.button !== 0) return;
  event.preventDefault();
  const grip = event.currentTarget, start = [event.clientX, event.clientY];
  const mark = element("div", { class: "mark" });
  let place = null;
  const move = (at) => {
    const [dx, dy] = [at.clientX - start[0], at.clientY - start[1]];
    if (!place && Math.hypot(dx, dy) < SLOP) return;
    box.classList.add("carried");
    box.style.transform = `translate(${dx}px, ${dy}px)`;
    const column = root().elementsFromPoint(at.clientX, at.clientY).find((each) => each.classList?.contains("column"));
    if (!column) return;
    const cards = [...column.querySelectorAll(".card")].filter((each) => each !== box);
    const next = cards.find((each) => { const r = each.getBoundingClientRect(); return at.clientY < r.top + r.height / 2; });
    column.insertBefore(mark, next ?? column.querySelector(".add"));
    place = { kind: column.dataset.kind, before: next?.dataset.id ?? null };
  };
  const end = (at) => {
    grip.removeEventListener("pointermove", move);
    mark.remove();
    box.classList.remove("carried");
    box.style.transform = "";
    if (place && at.type === "pointerup") {
      board.selected = id;
      view.focusOn(`text:${id}`);
      board.change(moved(board.parts, board.columns, id, place.kind, place.before));
      view.show();
    }
  };
  grip.setPointerCapture(event.pointerId);
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", end, { once: true });
  grip.addEventListener("pointercancel", end, { once: true });
}

const LIVE = new WeakMap(); // where a board stands → the board, through all that Streamlit draws again

function begin(parentElement, data, send) {
  const find = (name) => parentElement.querySelector(`.${name}`);
  const root = () => parentElement.getRootNode();
  const frame = find("board");
  const board = new Board(data, send);
  const view = {
    status: find("status"), linking: find("linking"), chips: find("chips"), columns: find("columns"),
    panels: find("panels"), alerts: find("alerts"), undo: find("undo"), redo: find("redo"), stored: find("stored"),
    data, wanted: null, drawn: null, isDrawing: false,
    lines: document.createElementNS(SVG, "svg"), focusOn(name) { this.wanted = name; },
  };
  view.lines.setAttribute("class", "lines");
  view.lines.setAttribute("aria-hidden", "true");
  view.act = actionsOf(board, view, root);
  view.undo.onclick = () => board.turn("undo");
  find("potential").onclick = () => view.act.open(board.panel === POTENTIAL ? null : POTENTIAL);
  view.stored.onclick = () => board.takeStored(view.data);
  view.redo.onclick = () => board.turn("redo");
  // What is typed in a field is there already: drawing it again would lose the place of the cursor.
  const drawing = () => JSON.stringify([
    board.key, board.drawing, board.parts.map((part) => [part.id, part.kind, linksOf(part)]), board.linking, board.panel,
    board.shown, board.flagged, board.conflict?.rows.map((row) => row.pick), view.data.fields,
  ]);
  const show = () => {
    frame.dataset.plan = board.key;
    drawToolbar(board, view);
    const now = root().activeElement;
    const isTyping = Boolean(now?.matches?.("textarea, input[type=text]"));
    const wanted = drawing();
    if (wanted === view.drawn && !view.wanted && isTyping) { drawLines(board, view); return; }
    const focus = view.wanted ?? now?.dataset?.focus ?? null;
    const place = view.wanted === null && isTyping ? now.selectionStart : null;
    view.wanted = null;
    view.drawn = wanted;
    view.isDrawing = true;
    drawLinking(board, view);
    drawChips(board, view);
    drawColumns(board, view, view.data);
    drawSelection(board, view);
    drawPanels(board, view, view.data);
    const target = focus && parentElement.querySelector(`[data-focus="${CSS.escape(focus)}"]`);
    if (target) target.focus({ preventScroll: place !== null });
    if (target && place !== null) target.setSelectionRange(place, place);
    view.isDrawing = false;
  };
  board.changed = show;
  view.show = show;
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && board.linking) view.act.stopLinking();
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const isUndo = event.code === "KeyZ" && !event.shiftKey;
    if (!isUndo && event.code !== "KeyY" && event.code !== "KeyZ") return;
    event.preventDefault();
    board.turn(isUndo ? "undo" : "redo");
  });
  frame.addEventListener("focusout", (event) => {
    if (!view.isDrawing && !frame.contains(event.relatedTarget) && board.isDirty && !board.flight) board.saveSoon(0);
  });
  new ResizeObserver(() => {
    view.columns.querySelectorAll("textarea").forEach(grow);
    drawLines(board, view);
  }).observe(view.columns);
  const alive = setInterval(() => {
    if (!parentElement.isConnected) clearInterval(alive);
    else if (board.isDirty) keepHere(board.key, board.version, board.base, board.parts);
  }, 2000);
  show();
  return { board, view, show };
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const send = (message) => setTriggerValue("message", message);
  const live = LIVE.get(parentElement);
  if (!live) { LIVE.set(parentElement, begin(parentElement, data, send)); return; }
  live.view.data = data;
  live.board.hear(data, send);
  live.show();
}
