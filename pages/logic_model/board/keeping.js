// What was typed stays in this browser until the server has said that it is saved. Each tab keeps its own; what a tab
// left behind that was closed is taken up by the next one that opens the plan.
const PREFIX = "community-radar-plan:";
const ALIVE_MS = 5000; // a tab that has not written for so long is gone

function tabName() {
  try {
    const known = sessionStorage.getItem(`${PREFIX}tab`);
    if (known) return known;
    const made = `${Date.now()}-${Math.floor(Math.random() * 1e6)}`;
    sessionStorage.setItem(`${PREFIX}tab`, made);
    return made;
  } catch { return "only"; }
}

const placeOf = (key) => `${PREFIX}${key}:${tabName()}`;

/** False where the browser keeps nothing (full, or forbidden): then the person is told. */
function keepHere(key, version, base, parts) {
  try {
    localStorage.setItem(placeOf(key), JSON.stringify({ version, base, parts, at: Date.now() }));
    return true;
  } catch { return false; }
}

function letGo(key) {
  try { localStorage.removeItem(placeOf(key)); } catch { /* nothing was kept */ }
}

function isKept(found) {
  const areParts = (parts) => Array.isArray(parts) && parts.every((part) => part && typeof part.id === "string"
    && typeof part.kind === "string" && part.content && typeof part.content === "object"
    && ["string", "undefined"].includes(typeof part.content.text) && Array.isArray(part.content.links ?? []));
  return found && Number.isInteger(found.version) && areParts(found.base) && areParts(found.parts);
}

/** What this tab kept of the plan, else what a closed tab left; null where there is nothing. */
function keptHere(key) {
  try {
    const own = JSON.parse(localStorage.getItem(placeOf(key)) ?? "null");
    if (isKept(own)) return own;
    const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at));
    for (const name of names.filter((each) => each?.startsWith(`${PREFIX}${key}:`))) {
      const left = JSON.parse(localStorage.getItem(name) ?? "null");
      if (!isKept(left) || Date.now() - left.at < ALIVE_MS) continue;
      localStorage.removeItem(name);
      return left;
    }
  } catch { /* unreadable: nothing to take up */ }
  return null;
}
