// What a visitor keeps: slugs and notes, in this browser only. Every page works without it.

const KEY = "kept";
const MOST = 40; // as in shortlist.py
const MOST_NOTE = 500;
const PAGE = "/shortlist/";

// Whatever stands in the storage, this gives a sound list: other tabs and extensions write there too.
function read() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY));
    const sound = list.filter((one) => /^[-\w]{1,120}$/.test(one?.slug));
    const bySlug = new Map(sound.map(({ slug, note }) => [slug, { slug, note: String(note ?? "").slice(0, MOST_NOTE) }]));
    return [...bySlug.values()].slice(0, MOST);
  } catch {
    return [];
  }
}

function write(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list.slice(0, MOST)));
    return true;
  } catch {
    return false; // storage is full or forbidden
  }
}

const canKeep = write(read());
const slugsOf = (list) => list.map((one) => one.slug);
const without = (slug) => read().filter((one) => one.slug !== slug);
const address = (slugs) => (slugs.length ? `${PAGE}?${new URLSearchParams(slugs.map((slug) => ["program", slug]))}` : PAGE);

function show() {
  const kept = slugsOf(read());
  document.getElementById("kept").textContent = kept.length ? `Kept (${kept.length})` : "Kept";
  if (!canKeep) return;
  for (const button of document.querySelectorAll("button[data-keep]")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", kept.includes(button.dataset.keep));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-keep]");
  if (!button) return;
  const { keep: slug } = button.dataset;
  const kept = read();
  if (slugsOf(kept).includes(slug)) write(without(slug));
  else if (kept.length >= MOST) button.textContent = `${MOST} are kept, as many as fit`;
  else write([...kept, { slug, note: "" }]);
  show();
});
document.addEventListener("htmx:load", show);
addEventListener("storage", show);
addEventListener("pageshow", show);
show();

const page = document.getElementById("shortlist");
if (page && canKeep) openList();

function openList() {
  const asked = new URLSearchParams(location.search).getAll("program");
  if (!asked.length) {
    if (read().length) location.replace(address(slugsOf(read())));
    return;
  }
  const isOwn = [...asked].sort().join() === slugsOf(read()).sort().join();
  if (isOwn) tidy();
  if (!page.querySelector("[data-slug]")) return;
  const notes = isOwn ? new Map(read().map((one) => [one.slug, one.note])) : notesInLink();
  for (const part of page.querySelectorAll("[data-scripted]")) part.hidden = false;
  for (const part of page.querySelectorAll("[data-own]")) part.hidden = !isOwn;
  for (const part of page.querySelectorAll("[data-foreign]")) part.hidden = isOwn;
  for (const item of page.querySelectorAll("[data-slug]")) {
    const note = notes.get(item.dataset.slug) ?? "";
    item.querySelector("textarea").value = note;
    const shared = item.querySelector(".kept__shared");
    shared.textContent = `Note in the link: “${note}”`;
    shared.hidden = isOwn || !note;
  }
  showLink();
  page.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) setNote(event.target.closest("[data-slug]").dataset.slug, event.target.value);
    showLink();
  });
  page.addEventListener("click", ({ target }) => {
    // The link itself leads to the list without the program.
    if (isOwn && target.closest("[data-take-away]")) write(without(target.closest("[data-slug]").dataset.slug));
    if (target.closest("[data-keep-all]")) keepAll(notes);
    if (target.closest("[data-copy]")) copyLink();
    if (target.closest("[data-clear]") && confirm("Forget all kept programs and your notes?")) {
      write([]);
      location.assign(PAGE);
    }
  });
}

// The catalog goes on: programs merge into others or disappear, and their notes go along.
function tidy() {
  const unknown = JSON.parse(page.dataset.unknown);
  const moved = new Map(Object.entries(JSON.parse(page.dataset.moved)).map(([now, before]) => [before, now]));
  if (!unknown.length && !moved.size) return;
  write(read().filter((one) => !unknown.includes(one.slug)).map((one) => ({ ...one, slug: moved.get(one.slug) ?? one.slug })));
  history.replaceState(null, "", address(slugsOf(read())));
  show();
}

function setNote(slug, note) {
  write(read().map((one) => (one.slug === slug ? { slug, note: note.slice(0, MOST_NOTE) } : one)));
}

function notesInLink() {
  try {
    const notes = JSON.parse(decodeURIComponent(location.hash.replace(/^#notes=/, "")));
    return new Map(Object.entries(notes).map(([slug, note]) => [slug, String(note).slice(0, MOST_NOTE)]));
  } catch {
    return new Map();
  }
}

function keepAll(notes) {
  const kept = read();
  const mine = new Set(slugsOf(kept));
  const shown = [...page.querySelectorAll("[data-slug]")].map((item) => item.dataset.slug);
  const more = shown.filter((slug) => !mine.has(slug)).map((slug) => ({ slug, note: notes.get(slug) ?? "" }));
  write([...kept, ...more]);
  location.assign(address(slugsOf(read())));
}

function showLink() {
  const shown = [...page.querySelectorAll("[data-slug]")].map((item) => item.dataset.slug);
  const notes = Object.fromEntries(read().filter((one) => one.note && shown.includes(one.slug)).map((one) => [one.slug, one.note]));
  const withNotes = page.querySelector("[data-with-notes]").checked && Object.keys(notes).length;
  const hash = withNotes ? `#notes=${encodeURIComponent(JSON.stringify(notes))}` : "";
  document.getElementById("share").value = location.origin + address(shown) + hash;
}

async function copyLink() {
  const field = document.getElementById("share");
  const said = page.querySelector("[data-said]");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = "Copied.";
  } catch {
    said.textContent = "Marked: copy it with your keyboard.";
  }
}
