// One board of one plan: what stands on it, what the server has of it, and the way between the two.
const PAUSE_MS = 1500; // after typing ends
const NO_ANSWER_MS = 15000;

class Board {
  constructor(data, send) {
    this.send = send;
    this.history = new History();
    this.changed = () => {};
    this.drawing = 0; // goes up whenever the parts changed in another way than by typing
    this.begin(data);
  }

  begin(data) {
    clearTimeout(this.timer);
    Object.assign(this, {
      key: data.key, columns: data.columns, version: data.version, base: data.parts, parts: data.parts,
      selected: null, linking: null, panel: null, conflict: null, flagged: [], kept: [], flight: null, trouble: "",
      savedAt: data.saved_at, isKept: true, shown: this.shown ?? data.columns[0][0],
    });
    this.history.forget();
    this.drawing += 1;
    const left = keptHere(this.key);
    if (left && !sameParts(left.base, left.parts)) {
      Object.assign(this, { version: left.version, base: left.base, parts: left.parts });
      this.meet(data);
      this.isKept = keepHere(this.key, this.version, this.base, this.parts);
    }
    if (this.isDirty) this.saveSoon();
  }

  get isDirty() { return !sameParts(this.base, this.parts); }

  /** What the server says now: its answer to a saving, or what was changed elsewhere. */
  hear(data, send) {
    this.send = send;
    if (data.key !== this.key) { this.begin(data); return this.changed(); }
    const answer = data.reply;
    if (this.flight && answer && answer.request === this.flight.request) return this.answered(answer, data);
    if (!this.flight && data.version > this.version && !this.conflict) {
      this.savedAt = data.saved_at;
      this.meet(data);
      this.changed();
    }
  }

  answered(answer, data) {
    const sent = this.flight.parts;
    this.flight = null;
    this.trouble = "";
    if (answer.status === "saved") {
      Object.assign(this, { base: sent, version: answer.version, savedAt: answer.saved_at, flagged: [] });
      this.kept = [];
      if (data.version > this.version) this.meet(data);
    } else if (answer.status === "stale") {
      this.meet(data);
    } else if (answer.status === "personal") {
      this.flagged = answer.texts;
    } else {
      this.trouble = answer.words;
    }
    this.afterChange(answer.status === "refused" ? NO_ANSWER_MS : PAUSE_MS);
  }

  /** A newer version is there: taken as it is, put together with mine, or, where both changed, shown side by side. */
  meet(data) {
    const rows = differences(this.base, this.parts, data.parts);
    const isMine = sameParts(this.base, this.parts);
    const areTheirsUntouched = rows.every((row) => row.pick === "mine");
    const base = data.parts;
    if (isMine) {
      if (!sameParts(this.parts, base)) this.history.forget();
      this.drawing += 1;
      Object.assign(this, { version: data.version, base, parts: base });
      if (!this.parts.some((part) => part.id === this.selected)) Object.assign(this, { selected: null, panel: null });
    } else if (areTheirsUntouched) {
      Object.assign(this, { version: data.version, base });
    } else {
      this.conflict = { rows, theirs: base, version: data.version, by: data.saved_by };
      this.panel = null;
    }
  }

  settle() {
    const { rows, theirs, version } = this.conflict;
    this.history.note(this.parts);
    const parts = merged(this.parts, theirs, rows, this.columns);
    Object.assign(this, { parts, base: theirs, version, conflict: null, selected: null });
    this.drawing += 1;
    this.afterChange(0);
  }

  /** What the server refuses for good is let go of, though it can be undone to. */
  takeStored(data) {
    this.history.note(this.parts);
    this.drawing += 1;
    Object.assign(this, { parts: data.parts, base: data.parts, version: data.version, trouble: "", selected: null, panel: null });
    this.afterChange();
  }

  change(parts, typing = null) {
    if (parts === this.parts) return;
    this.history.note(this.parts, typing);
    this.parts = parts;
    this.afterChange();
  }

  turn(way) {
    const parts = this.history[way](this.parts);
    if (parts === this.parts) return;
    this.parts = parts;
    this.drawing += 1;
    if (this.selected && !partOf(parts, this.selected)) Object.assign(this, { selected: null, panel: null, linking: null });
    this.afterChange();
  }

  afterChange(pause = PAUSE_MS) {
    if (this.isDirty || this.conflict) this.isKept = keepHere(this.key, this.version, this.base, this.parts);
    else { letGo(this.key); this.isKept = true; }
    this.flagged = this.flagged.filter((text) => holderOf(this.parts, text) && !this.kept.includes(text));
    this.saveSoon(pause);
    this.changed();
  }

  saveSoon(pause = PAUSE_MS) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  /** Sends nothing while an answer is awaited, while something is to be decided, or where nothing is new. */
  save() {
    clearTimeout(this.timer);
    if (this.flight && Date.now() - this.flight.at < NO_ANSWER_MS) return this.saveSoon();
    if (this.conflict || this.flagged.length || !this.isDirty) return;
    const request = `${Date.now()}-${Math.floor(Math.random() * 1e9)}`;
    this.flight = { request, parts: this.parts, at: Date.now() };
    this.send({ request, based_on: this.version, kept: this.kept, parts: this.parts });
    this.saveSoon(NO_ANSWER_MS);
    this.changed();
  }

  /** How it stands with the saving, in one line. */
  get words() {
    if (this.conflict) return "ยังไม่บันทึก: มีผู้บันทึกแผนนี้ไปก่อน เลือกข้อความด้านล่าง";
    if (this.flagged.length) return "ยังไม่บันทึก: มีข้อความที่อาจเป็นชื่อบุคคล ตัดสินใจด้านล่าง";
    if (!this.isKept) return "เบราว์เซอร์นี้เก็บข้อความที่พิมพ์ไว้ชั่วคราวไม่ได้ อย่าปิดหน้านี้จนกว่าจะขึ้นว่าบันทึกแล้ว";
    if (this.trouble) return `ยังไม่บันทึก: ${this.trouble}`;
    if (this.flight) return "กำลังบันทึก …";
    if (this.isDirty) return "พิมพ์ค้างไว้ เก็บในเครื่องนี้แล้ว กำลังจะบันทึก";
    return this.savedAt ? `บันทึกแล้ว รุ่น ${this.version} · ${this.savedAt}` : `รุ่น ${this.version}`;
  }
}
