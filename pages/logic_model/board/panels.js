// What opens beside the cards: details of a card, texts of persons to decide on, two versions to choose from.

const BE = 543;

function typedDay(iso) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso ?? "");
  return found ? `${Number(found[3])}/${Number(found[2])}/${Number(found[1]) + BE}` : "";
}

/** The day as ISO; null for none, undefined for what is no day of a พ.ศ. year. */
function dayOf(typed) {
  if (!typed.trim()) return null;
  const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(typed);
  if (!found) return undefined;
  const [day, month, year] = [Number(found[1]), Number(found[2]), Number(found[3]) - BE];
  const made = new Date(Date.UTC(year, month - 1, day));
  const isDay = year > 1857 && made.getUTCDate() === day && made.getUTCMonth() === month - 1;
  return isDay ? made.toISOString().slice(0, 10) : undefined;
}

function numberOf(typed, isWhole) {
  const bare = typed.replace(/[,\s]/g, "").replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0xe50));
  if (!bare) return null;
  const number = Number(bare);
  return Number.isFinite(number) && number >= 0 && (!isWhole || Number.isInteger(number)) ? number : undefined;
}

const READERS = {
  text: { read: (typed) => typed, show: (value) => value ?? "" },
  number: { read: (typed) => numberOf(typed, false), show: (value) => (isEmpty(value) ? "" : Number(Number(value).toFixed(2))), wrong: "ใส่เป็นตัวเลข เช่น 12.5" },
  whole: { read: (typed) => numberOf(typed, true), show: (value) => value ?? "", wrong: "ใส่เป็นจำนวนเต็ม เช่น 2565" },
  day: { read: dayOf, show: typedDay, wrong: "ใส่เป็น วัน/เดือน/ปี พ.ศ. เช่น 1/10/2569" },
};

const BESIDE = { risk: "ข้อสมมติและความเสี่ยง", potential: "ศักยภาพ" }; // parts beside the columns
const POTENTIAL = "potential"; // the panel that is of no card

let fieldNumber = 0;

/** One field of a part; what cannot be read is said beside it and not kept. */
function drawField(board, box, part, [name, label, type, options]) {
  const id = `field-${(fieldNumber += 1)}`;
  const row = element("div", { class: `field ${type}` }, box);
  const keep = (value, typing) => board.change(withContent(board.parts, part.id, { [name]: value }), typing);
  const look = { id, "data-focus": `${name}:${part.id}` };
  element("label", { for: id }, row, label);
  if (type === "yes") {
    const tick = element("input", { ...look, type: "checkbox", onchange: (event) => keep(event.target.checked) }, row);
    tick.checked = Boolean(part.content[name]);
    return;
  }
  if (type === "choice") {
    const select = element("select", { ...look, onchange: (event) => keep(event.target.value || null) }, row);
    for (const [code, words] of options) element("option", { value: code }, select, words);
    select.value = part.content[name] ?? "";
    return;
  }
  const reader = READERS[type];
  const wrong = element("p", { class: "wrong", role: "alert" }, null, "");
  const input = element("input", {
    ...look, type: "text", maxlength: "500", inputmode: type === "number" || type === "whole" ? "decimal" : null,
    oninput: (event) => {
      const value = reader.read(event.target.value);
      event.target.setAttribute("aria-invalid", String(value === undefined));
      wrong.textContent = value === undefined ? reader.wrong : "";
      if (value !== undefined) keep(value, `${name}:${part.id}`);
    },
  }, row);
  input.value = reader.show(part.content[name]);
  row.appendChild(wrong);
}

function drawDetails(board, view, data) {
  const part = partOf(board.parts, board.panel);
  const panel = element("div", { class: "panel details-panel", role: "region", "aria-label": "รายละเอียด" }, view.panels);
  const head = element("div", { class: "panel-head" }, panel);
  element("h4", {}, head, `รายละเอียดของ${columnName(board, part.kind)} “${shortened(part.content.text ?? "")}”`);
  element("button", {
    type: "button", class: "tool close", "data-focus": "close", onclick: () => view.act.open(null),
  }, head, "ปิด");
  const fields = element("div", { class: "fields" }, panel);
  for (const field of data.fields[part.kind] ?? []) drawField(board, fields, part, field);
  if (!(data.fields[part.kind] ?? []).length) element("p", {}, fields, "ใบนี้มีเพียงข้อความและการเชื่อม");
  if (part.kind === "problem") drawRisks(board, view, panel, data, part);
}

function drawRisks(board, view, panel, data, problem) {
  element("h4", {}, panel, "ข้อสมมติและความเสี่ยง");
  const own = board.parts.filter((each) => each.kind === "risk" && each.content.problem_id === problem.id);
  for (const risk of own) {
    const row = element("div", { class: "fields risk", "data-id": risk.id }, panel);
    for (const field of data.fields.risk) drawField(board, row, risk, field);
    element("button", {
      type: "button", class: "tool", onclick: () => board.change(without(board.parts, risk.id)),
    }, row, "ลบข้อนี้");
  }
  const add = (isAssumption) => () => {
    const id = freshId("risk", board.parts);
    const content = { text: "", problem_id: problem.id, is_assumption: isAssumption };
    view.focusOn(`text:${id}`);
    board.change([...board.parts, { id, kind: "risk", content }]);
  };
  element("button", { type: "button", class: "tool", onclick: add(true) }, panel, "+ ข้อสมมติ");
  element("button", { type: "button", class: "tool", onclick: add(false) }, panel, "+ ความเสี่ยง");
}

/** Strengths, weaknesses, opportunities, threats and capital of the area: one line each, below the side it is of. */
function drawPotential(board, view, data) {
  const panel = element("div", { class: "panel details-panel", role: "region", "aria-label": "ศักยภาพของพื้นที่" }, view.panels);
  const head = element("div", { class: "panel-head" }, panel);
  element("h4", {}, head, "ศักยภาพของพื้นที่");
  element("button", {
    type: "button", class: "tool close", "data-focus": "close", onclick: () => view.act.open(null),
  }, head, "ปิด");
  for (const [side, name] of data.sides) {
    const box = element("section", { class: "side-of", "aria-label": name, "data-side": side }, panel);
    element("h4", {}, box, name);
    for (const part of board.parts.filter((each) => each.kind === "potential" && each.content.side === side)) {
      const row = element("div", { class: "line" }, box);
      for (const field of data.fields.potential) drawField(board, row, part, field);
      element("button", {
        type: "button", class: "tool", "aria-label": `ลบข้อนี้ของ${name}`,
        onclick: () => board.change(without(board.parts, part.id)),
      }, row, "ลบ");
    }
    element("button", {
      type: "button", class: "tool add-potential",
      onclick: () => {
        const id = freshId("potential", board.parts);
        view.focusOn(`text:${id}`);
        board.change([...board.parts, { id, kind: "potential", content: { text: "", side } }]);
      },
    }, box, `+ ${name}`);
  }
}

/** Texts that may be of a person: kept on purpose, or changed; nothing is sent before. */
function drawFlagged(board, view) {
  const panel = element("div", { class: "panel flagged", role: "region", "aria-label": "ข้อความที่อาจเป็นชื่อบุคคล" }, view.alerts);
  element("h4", {}, panel, `ข้อความ ${board.flagged.length} แห่งอาจบอกชื่อหรือข้อมูลของบุคคล`);
  element("p", {}, panel, "ยังอยู่ในเครื่องนี้เท่านั้น ยังไม่ถูกบันทึก แก้ข้อความให้เป็นตำแหน่งหรือหน่วยงาน หรือยืนยันว่าเก็บได้");
  for (const text of board.flagged) {
    const row = element("div", { class: "decision" }, panel);
    element("blockquote", {}, row, text);
    const holder = holderOf(board.parts, text);
    element("button", { type: "button", class: "tool", onclick: () => view.act.show(holder, text) }, row, "แก้ข้อความนี้");
    element("button", {
      type: "button", class: "tool", onclick: () => { board.kept = [...board.kept, text]; board.afterChange(0); },
    }, row, "เก็บข้อความนี้ไว้");
  }
}

/** Both texts of every card on which two people differ. Nothing is lost: the ones not taken can be undone to. */
function drawConflict(board, view, data) {
  const { rows, version, by } = board.conflict;
  const panel = element("div", { class: "panel conflict", role: "region", "aria-label": "สองฝ่ายแก้พร้อมกัน" }, view.alerts);
  element("h4", {}, panel, `มีผู้บันทึกรุ่น ${version} ไปก่อน${by ? ` (${by})` : ""} เลือกข้อความที่จะใช้ ${rows.length} ใบ`);
  const everywhere = element("div", { class: "decision" }, panel);
  for (const [pick, words] of [["mine", "ใช้ของฉันทุกใบ"], ["theirs", "ใช้ของอีกฝ่ายทุกใบ"]])
    element("button", {
      type: "button", class: "tool", "data-focus": `all:${pick}`,
      onclick: () => { rows.forEach((row) => { row.pick = pick; }); board.changed(); },
    }, everywhere, words);
  for (const row of rows) {
    const line = element("fieldset", { class: "both", "data-id": row.id }, panel);
    const kind = (row.mine ?? row.theirs).kind;
    element("legend", {}, line, BESIDE[kind] ?? columnName(board, kind));
    for (const [pick, words] of [["mine", "ของฉัน"], ["theirs", "ของอีกฝ่าย"]]) {
      const label = element("label", { class: "side" }, line);
      const radio = element("input", {
        type: "radio", name: `pick-${row.id}`, value: pick, "data-focus": `pick:${row.id}:${pick}`,
        onchange: () => { row.pick = pick; board.changed(); },
      }, label);
      radio.checked = row.pick === pick;
      element("b", {}, label, words);
      for (const each of describe(row[pick], row[pick === "mine" ? "theirs" : "mine"], data, board)) element("span", {}, label, each);
    }
  }
  const left = rows.filter((row) => !row.pick).length;
  element("button", {
    type: "button", class: "tool settle", disabled: left > 0, "data-focus": "settle", onclick: () => board.settle(),
  }, panel, left ? `เลือกอีก ${left} ใบ` : "รวมแล้วบันทึก");
}

/** A part in lines: its text, and the fields in which it differs from the other one. */
function describe(part, other, data, board) {
  if (!part) return ["(ลบแล้ว)"];
  const lines = [part.content.text || "(ยังไม่มีข้อความ)"];
  if (other && other.kind !== part.kind) lines.push(`อยู่ใน${columnName(board, part.kind)}`);
  for (const [name, label, type, options] of data.fields[part.kind] ?? []) {
    const value = part.content[name];
    if (name === "text" || (other && JSON.stringify(other.content[name]) === JSON.stringify(value)) || isEmpty(value)) continue;
    const words = type === "choice" ? options.find(([code]) => code === value)?.[1] ?? value : type === "yes" ? "ใช่" : READERS[type].show(value);
    lines.push(`${label}: ${words}`);
  }
  if (other && JSON.stringify(linksOf(other)) !== JSON.stringify(linksOf(part))) {
    const names = linksOf(part).map((id) => shortened(partOf(board.parts, id)?.content.text ?? ""));
    lines.push(names.length ? `ต่อจาก: ${names.join(", ")}` : "ไม่ได้ต่อจากใบใด");
  }
  return lines;
}

function drawPanels(board, view, data) {
  view.alerts.replaceChildren();
  view.panels.replaceChildren();
  if (board.conflict) drawConflict(board, view, data);
  else if (board.flagged.length) drawFlagged(board, view);
  if (!board.conflict && board.panel === POTENTIAL) drawPotential(board, view, data);
  else if (!board.conflict && board.panel && partOf(board.parts, board.panel)) drawDetails(board, view, data);
}
