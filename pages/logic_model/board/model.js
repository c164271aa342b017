// The board's parts as values: never changed, always made anew, so that a former state can be brought back whole.
// A part is { id, kind, content }; content.links names the cards before it in the chain that it follows from.
const MOST_STEPS = 200; // that can be undone
const SAME_TYPING_MS = 1000; // what is typed without a longer pause is one step

function isEmpty(value) {
  return value === undefined || value === null || value === "" || value === false
    || (Array.isArray(value) && !value.length);
}

/** The same words for the same content, whatever the order of its fields. */
function written(part) {
  if (!part) return "";
  const names = Object.keys(part.content).filter((name) => !isEmpty(part.content[name])).sort();
  return JSON.stringify([part.kind, names.map((name) => [name, part.content[name]])]);
}

function sameParts(one, other) {
  return one.length === other.length
    && one.every((part, at) => part.id === other[at].id && written(part) === written(other[at]));
}

const linksOf = (part) => part.content.links ?? [];
const partOf = (parts, id) => parts.find((part) => part.id === id);
const isCard = (columns, part) => columns.some(([kind]) => kind === part.kind);

/** The part in one of whose fields a text stands. */
function holderOf(parts, text) {
  return parts.find(({ content }) => Object.values(content).some((each) => typeof each === "string" && each.includes(text)));
}

/** Two people who add a card at the same moment must not give it one number. */
function freshId(kind, parts) {
  for (;;) {
    const id = `${kind}-${100000000 + Math.floor(Math.random() * 900000000)}`;
    if (!partOf(parts, id)) return id;
  }
}

function withContent(parts, id, change) {
  return parts.map((part) => (part.id === id ? { ...part, content: { ...part.content, ...change } } : part));
}

/** Without the part, the links to it, and the risks of a problem that goes. */
function without(parts, id) {
  return parts
    .filter((part) => part.id !== id && part.content.problem_id !== id)
    .map((part) => (linksOf(part).includes(id)
      ? { ...part, content: { ...part.content, links: linksOf(part).filter((each) => each !== id) } } : part));
}

/** Links run from left to right: one that would run back is turned round, one within a column goes. */
function straightened(parts, columns) {
  const place = new Map(parts.map((part) => [part.id, columns.findIndex(([kind]) => kind === part.kind)]));
  const links = new Map(parts.map((part) => [part.id, new Set()]));
  for (const part of parts)
    for (const before of linksOf(part)) {
      if (!place.has(before) || place.get(before) === place.get(part.id)) continue;
      const turned = place.get(before) > place.get(part.id);
      links.get(turned ? before : part.id).add(turned ? part.id : before);
    }
  return parts.map((part) => {
    const kept = [...links.get(part.id)];
    const same = kept.length === linksOf(part).length && kept.every((each, at) => each === linksOf(part)[at]);
    return same ? part : { ...part, content: { ...part.content, links: kept } };
  });
}

function toggledLink(parts, columns, one, other) {
  const place = (id) => columns.findIndex(([kind]) => kind === partOf(parts, id).kind);
  const [before, after] = place(one) < place(other) ? [one, other] : [other, one];
  if (place(before) === place(after)) return parts;
  const links = linksOf(partOf(parts, after));
  const changed = links.includes(before) ? links.filter((each) => each !== before) : [...links, before];
  return withContent(parts, after, { links: changed });
}

/** The card in a column, before another card of it (null: at its end). */
function moved(parts, columns, id, kind, beforeId) {
  const card = { ...partOf(parts, id), kind };
  const others = parts.filter((part) => part.id !== id);
  const at = beforeId === null ? others.length : others.findIndex((part) => part.id === beforeId);
  return straightened([...others.slice(0, at), card, ...others.slice(at)], columns);
}

/** One step up or down among the cards of its own column; the same parts where there is none to pass. */
function stepped(parts, columns, id, step) {
  const { kind } = partOf(parts, id);
  const own = parts.filter((part) => part.kind === kind).map((part) => part.id);
  const to = own.indexOf(id) + step;
  if (to < 0 || to >= own.length) return parts;
  return moved(parts, columns, id, kind, step < 0 ? own[to] : own[to + 1] ?? null);
}

/** Every card before and after a card along the links, itself among them. */
function pathOf(parts, id) {
  const found = new Set([id]);
  const follow = (from, next) => {
    for (const each of next(from)) if (!found.has(each)) { found.add(each); follow(each, next); }
  };
  follow(id, (each) => linksOf(partOf(parts, each) ?? { content: {} }));
  follow(id, (each) => parts.filter((part) => linksOf(part).includes(each)).map((part) => part.id));
  return found;
}

/** What two people made of the same parts. A row for each part on which they differ; `pick` says whose is taken
    (null: both changed it, a person must say), `asks` whether that stands to be seen. */
function differences(base, mine, theirs) {
  const ids = [...new Set([...mine, ...theirs].map((part) => part.id))];
  return ids.flatMap((id) => {
    const [was, own, other] = [base, mine, theirs].map((parts) => partOf(parts, id));
    if (written(own) === written(other)) return [];
    const pick = written(own) === written(was) ? "theirs" : written(other) === written(was) ? "mine" : null;
    return [{ id, mine: own, theirs: other, pick }];
  });
}

/** The parts after every row was decided: in my order, theirs that I did not have behind it. What I typed since the
    rows were made is mine. */
function merged(mine, theirs, rows, columns) {
  const decided = new Map(rows.map((row) => [row.id, row]));
  const own = mine.map((part) => (decided.get(part.id)?.pick === "theirs" ? decided.get(part.id).theirs : part));
  const others = theirs.filter((part) => !partOf(mine, part.id) && decided.get(part.id)?.pick !== "mine");
  return straightened([...own, ...others].filter(Boolean), columns);
}

/** What was done, so that it can be undone. `typing` names what is being typed: more of it is the same step. */
class History {
  constructor() { this.past = []; this.future = []; this.typing = null; this.at = 0; }

  note(parts, typing = null) {
    const goesOn = typing !== null && typing === this.typing && Date.now() - this.at < SAME_TYPING_MS;
    if (!goesOn) this.past = [...this.past, parts].slice(-MOST_STEPS);
    this.future = []; this.typing = typing; this.at = Date.now();
  }

  undo(parts) { return this.turn(this.past, this.future, parts); }
  redo(parts) { return this.turn(this.future, this.past, parts); }

  turn(from, to, parts) {
    if (!from.length) return parts;
    to.push(parts); this.typing = null;
    return from.pop();
  }

  forget() { this.past = []; this.future = []; this.typing = null; }
}
