// Draws areas as shapes, coloured by class; a tap gives the code of the area. Buttons, wheel, pinch and drag move the view.
const NS = "http://www.w3.org/2000/svg";
const SLOP = 6; // px a finger may move and still have tapped

function node(name, attributes, parent) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (parent) parent.appendChild(made);
  return made;
}

function draw(root, data) {
  root.replaceChildren();
  const svg = node("svg", { viewBox: `0 0 ${data.width} ${data.height}`, role: "img", "aria-label": data.label }, null);
  const defs = node("defs", {}, svg);
  const hatch = node("pattern", { id: "no-data", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, defs);
  node("rect", { width: 7, height: 7, fill: "#F3F6F9" }, hatch);
  node("rect", { width: 2, height: 7, fill: "#AEB7C2" }, hatch);
  const layer = node("g", {}, svg);
  const chosen = [];
  for (const [code, shape, level, words] of data.areas) {
    const path = node("path", { d: shape, "data-code": code, fill: level < 0 ? "url(#no-data)" : data.colours[level] }, layer);
    if (words) node("title", {}, path).textContent = words;
    if (code === data.chosen) chosen.push(path);
  }
  for (const path of chosen) { path.classList.add("chosen"); layer.appendChild(path); }
  root.appendChild(svg);
  return svg;
}

function view(svg, data) {
  const whole = [0, 0, data.width, data.height];
  let box = [...whole];
  const show = () => svg.setAttribute("viewBox", box.join(" "));
  const zoom = (factor, cx, cy) => {
    const width = Math.min(whole[2], Math.max(whole[2] / 60, box[2] * factor));
    const scale = width / box[2];
    box = [cx - (cx - box[0]) * scale, cy - (cy - box[1]) * scale, width, box[3] * scale];
    show();
  };
  const at = (event) => {
    const frame = svg.getBoundingClientRect();
    const scale = Math.max(box[2] / frame.width, box[3] / frame.height);
    return [box[0] + box[2] / 2 + (event.clientX - frame.left - frame.width / 2) * scale,
            box[1] + box[3] / 2 + (event.clientY - frame.top - frame.height / 2) * scale, scale];
  };
  return { zoom, at, middle: () => [box[0] + box[2] / 2, box[1] + box[3] / 2],
           move: (dx, dy) => { box[0] -= dx; box[1] -= dy; show(); },
           reset: () => { box = [...whole]; show(); }, isWhole: () => box[2] >= whole[2] };
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".map");
  const svg = draw(root, data);
  const looking = view(svg, data);
  const legend = parentElement.querySelector(".legend");
  legend.replaceChildren();
  for (const [number, words] of data.legend.entries()) {
    const row = legend.appendChild(document.createElement("span"));
    row.appendChild(document.createElement("i")).style.background = data.colours[number];
    row.append(words);
  }
  const fingers = new Map();
  let apart = 0, moved = 0, start = null;
  svg.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event); moved = 0; start = event.target;
  });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const scale = looking.at(event)[2];
    moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
    fingers.set(event.pointerId, event);
    if (fingers.size === 2) {
      const [one, other] = [...fingers.values()];
      const distance = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      if (apart) { const [x, y] = looking.middle(); looking.zoom(apart / distance, x, y); }
      apart = distance;
    } else if (moved > SLOP && !looking.isWhole()) {
      looking.move((event.clientX - before.clientX) * scale, (event.clientY - before.clientY) * scale);
    }
  });
  const lift = (event) => {
    fingers.delete(event.pointerId); apart = 0;
    if (event.type === "pointerup" && moved <= SLOP && start?.dataset?.code) setTriggerValue("picked", start.dataset.code);
  };
  svg.addEventListener("pointerup", lift);
  svg.addEventListener("pointercancel", lift);
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const [x, y] = looking.at(event);
    looking.zoom(event.deltaY > 0 ? 1.25 : 0.8, x, y);
  }, { passive: false });
  const press = (name, act) => { const button = parentElement.querySelector(`.${name}`); if (button) button.onclick = act; };
  press("closer", () => looking.zoom(0.6, ...looking.middle()));
  press("farther", () => looking.zoom(1.6, ...looking.middle()));
  press("whole", () => looking.reset());
}
