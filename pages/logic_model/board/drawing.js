// The board on the screen: columns, cards, lines between them. Text of the plan is only ever set as text.
const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes = {}, parent = null, words = null) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made[key] = value;
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  if (words !== null) made.textContent = words;
  if (parent) parent.appendChild(made);
  return made;
}

const shortened = (words) => (words.length > 40 ? `${words.slice(0, 40)}…` : words || "(ยังไม่มีข้อความ)");
const columnName = (board, kind) => board.columns.find(([each]) => each === kind)?.[1] ?? kind;

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

/** The figures of a card in one line under its text. */
function figuresOf(board, part, data) {
  const { content } = part;
  const of = data.measure === "score" ? "" : " %";
  const number = (value) => (isEmpty(value) ? "?" : Number(value).toLocaleString("th-TH", { maximumFractionDigits: 1 }));
  const exact = { minimumFractionDigits: 1, maximumFractionDigits: 1 }; // 1.0 and 0.9 are not both 1
  const share = (value) => (isEmpty(value) ? "?" : Number(value).toLocaleString("th-TH", exact));
  const words = [];
  if (part.kind === "problem" && !(isEmpty(content.baseline_pct) && isEmpty(content.target_pct)))
    words.push(`${share(content.baseline_pct)} → ${share(content.target_pct)}${of}`);
  if (part.kind === "problem" && !isEmpty(content.to_reach)) words.push(`${number(content.to_reach)} ${content.unit ?? ""}`);
  if (part.kind === "problem" && content.is_case) words.push("ติดตามเป็นรายกรณี");
  if (part.kind === "output" && !isEmpty(content.quantity)) words.push(`${number(content.quantity)} ${content.unit ?? ""}`);
  if (part.kind === "outcome" && !isEmpty(content.target_pct)) words.push(`เหลือ ${share(content.target_pct)}${of}`);
  const risks = board.parts.filter((each) => each.kind === "risk" && each.content.problem_id === part.id).length;
  if (risks) words.push(`ข้อสมมติและความเสี่ยง ${risks}`);
  return words.join(" · ");
}

function drawToolbar(board, view) {
  view.undo.disabled = !board.history.past.length;
  view.redo.disabled = !board.history.future.length;
  view.stored.hidden = !board.trouble;
  if (view.status.textContent !== board.words) view.status.textContent = board.words;
  view.status.classList.toggle("waiting", Boolean(board.conflict || board.flagged.length || board.trouble || !board.isKept));
}

function drawLinking(board, view) {
  view.linking.replaceChildren();
  view.linking.hidden = !board.linking;
  if (!board.linking) return;
  const card = partOf(board.parts, board.linking);
  element("span", {}, view.linking, `เลือกใบที่จะเชื่อมกับ “${shortened(card.content.text ?? "")}”`);
  element("button", {
    type: "button", class: "tool", "data-focus": "stop", onclick: () => view.act.stopLinking(),
  }, view.linking, "เสร็จ (Esc)");
}

function drawChips(board, view) {
  view.chips.replaceChildren();
  for (const [kind, name] of board.columns) {
    const count = board.parts.filter((part) => part.kind === kind).length;
    element("button", {
      type: "button", class: "chip", "aria-pressed": String(board.shown === kind), "data-kind": kind,
      onclick: () => { board.shown = kind; board.changed(); },
    }, view.chips, `${name} ${count}`);
  }
}

function drawColumns(board, view, data) {
  view.columns.replaceChildren(view.lines);
  for (const [kind, name] of board.columns) {
    const cards = board.parts.filter((part) => part.kind === kind);
    const column = element("section", { class: "column", "data-kind": kind, "aria-label": name }, view.columns);
    column.classList.toggle("shown", board.shown === kind);
    const head = element("h4", {}, column, name);
    element("span", { class: "count" }, head, ` ${cards.length}`);
    for (const card of cards) drawCard(board, view, data, column, card);
    element("button", {
      type: "button", class: "add", onclick: () => view.act.add(kind), "aria-label": `เพิ่ม${name}`,
    }, column, "+ เพิ่ม");
  }
  view.columns.querySelectorAll("textarea").forEach(grow);
}

/** The card chosen with its buttons, and all that hangs together with it; the cards themselves stay as they are. */
function drawSelection(board, view) {
  const path = board.selected ? pathOf(board.parts, board.selected) : null;
  for (const box of view.columns.querySelectorAll(".card")) {
    const { id } = box.dataset;
    const hasTools = board.selected === id && !board.linking;
    box.classList.toggle("selected", board.selected === id);
    box.classList.toggle("apart", Boolean(path) && !path.has(id));
    const tools = box.querySelector(".card-tools");
    if (tools && !hasTools) tools.remove();
    if (!tools && hasTools) drawCardTools(board, view, box, partOf(board.parts, id));
  }
  drawLines(board, view);
}

function drawCard(board, view, data, column, card) {
  const name = columnName(board, card.kind);
  const box = element("article", { class: "card", "data-id": card.id }, column);
  const words = card.content.text ?? "";
  element("button", {
    type: "button", class: "grip", tabindex: "-1", title: "ลากเพื่อย้าย", "aria-hidden": "true",
    onpointerdown: (event) => view.act.drag(event, card.id, box),
  }, box, "⠿");
  const area = element("textarea", {
    rows: "1", "aria-label": `${name}: ${shortened(words)}`, placeholder: `พิมพ์${name}`, maxlength: "2000",
    "data-focus": `text:${card.id}`,
    oninput: (event) => view.act.type(card.id, event.target), onfocus: () => view.act.select(card.id),
    onkeydown: (event) => view.act.key(event, card.id),
  }, box);
  area.value = words;
  const figures = figuresOf(board, card, data);
  if (figures) element("p", { class: "figures" }, box, figures);
  const before = linksOf(card).map((id) => partOf(board.parts, id)).filter(Boolean);
  if (before.length)
    element("p", { class: "before" }, box, `ต่อจาก: ${before.map((each) => shortened(each.content.text ?? "")).join(", ")}`);
  if (board.linking && board.linking !== card.id) drawLinkButton(board, view, box, card);
}

function drawLinkButton(board, view, box, card) {
  const other = partOf(board.parts, board.linking);
  if (other.kind === card.kind) return;
  const isLinked = linksOf(card).includes(other.id) || linksOf(other).includes(card.id);
  element("button", {
    type: "button", class: "link", "data-focus": `link:${card.id}`, "aria-pressed": String(isLinked),
    onclick: () => board.change(toggledLink(board.parts, board.columns, other.id, card.id)),
  }, box, isLinked ? "เลิกเชื่อม" : "เชื่อม");
}

function drawCardTools(board, view, box, card) {
  const row = element("div", { class: "card-tools", role: "toolbar", "aria-label": "ทำกับใบนี้" }, box);
  const at = board.columns.findIndex(([kind]) => kind === card.kind);
  const press = (sign, words, name, act, disabled = false) =>
    element("button", {
      type: "button", class: name, title: words, "aria-label": words, disabled, onclick: act,
      "data-focus": `${name}:${card.id}`,
    }, row, sign);
  press("◀", "ย้ายไปคอลัมน์ซ้าย (Alt+←)", "left", () => view.act.shift(card.id, -1), at === 0);
  press("▶", "ย้ายไปคอลัมน์ขวา (Alt+→)", "right", () => view.act.shift(card.id, 1), at === board.columns.length - 1);
  press("▲", "เลื่อนขึ้น (Alt+↑)", "up", () => view.act.step(card.id, -1));
  press("▼", "เลื่อนลง (Alt+↓)", "down", () => view.act.step(card.id, 1));
  press("เชื่อม", "เชื่อมกับใบอื่น (Alt+L)", "to-link", () => view.act.startLinking(card.id));
  press("รายละเอียด", "ตัวชี้วัด ตัวเลข และรายละเอียด (Alt+Enter)", "details", () => view.act.open(card.id));
  press("ลบ", "ลบใบนี้ เลิกทำได้ (Alt+Delete)", "delete", () => view.act.remove(card.id));
}

/** A line from the right edge of a card to the left edge of each that follows from it. */
function drawLines(board, view) {
  const frame = view.columns.getBoundingClientRect();
  view.lines.replaceChildren();
  view.lines.setAttribute("width", view.columns.scrollWidth);
  view.lines.setAttribute("height", view.columns.scrollHeight);
  const path = board.selected ? pathOf(board.parts, board.selected) : null;
  const boxOf = (id) => view.columns.querySelector(`[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
  for (const part of board.parts)
    for (const before of linksOf(part)) {
      const [from, to] = [boxOf(before), boxOf(part.id)];
      if (!from?.width || !to?.width) continue;
      const dx = view.columns.scrollLeft - frame.left, dy = view.columns.scrollTop - frame.top;
      const [x1, y1, x2, y2] = [from.right + dx, from.top + from.height / 2 + dy, to.left + dx, to.top + to.height / 2 + dy];
      const bend = Math.max(14, (x2 - x1) / 2);
      const line = document.createElementNS(SVG, "path");
      line.setAttribute("d", `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
      line.setAttribute("data-link", `${before} ${part.id}`);
      if (path) line.classList.add(path.has(before) && path.has(part.id) ? "on-path" : "apart");
      view.lines.appendChild(line);
    }
}
