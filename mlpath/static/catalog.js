// Makes the catalog smoother; every page works without it.

const folded = new Map();

// Facets that the visitor opened or closed stay so when the counts are renewed.
document.addEventListener("toggle", (event) => {
  if (event.target.matches("#facets details[id]")) folded.set(event.target.id, event.target.open);
}, true);

document.addEventListener("htmx:load", () => {
  for (const [id, open] of folded) {
    const details = document.getElementById(id);
    if (details) details.open = open;
  }
  showTray();
});

// The search box and the order stand outside the form's element but belong to it.
const submit = () => document.getElementById("filter-form").requestSubmit();
let typing;
document.addEventListener("input", (event) => {
  if (event.target.id !== "id_q") return;
  clearTimeout(typing);
  typing = setTimeout(submit, 350);
});
document.addEventListener("submit", () => clearTimeout(typing));
document.addEventListener("change", (event) => {
  if (event.target.id === "id_sort") submit();
});

// An empty field would only lengthen the address.
document.addEventListener("htmx:configRequest", (event) => {
  for (const [name, value] of [...event.detail.formData.entries()]) {
    if (value === "") event.detail.formData.delete(name);
  }
});

// What is ticked for comparison is kept while one looks further, in this tab only.
const KEY = "compare";
const MOST = 4;
const read = () => JSON.parse(sessionStorage.getItem(KEY) || "[]");

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches('input[name="program"][form="compare-form"]')) return;
  const kept = read().filter((slug) => slug !== box.value);
  if (box.checked && kept.length >= MOST) box.checked = false;
  if (box.checked) kept.push(box.value);
  sessionStorage.setItem(KEY, JSON.stringify(kept));
  showTray();
});

function showTray() {
  const form = document.getElementById("compare-form");
  if (!form) return;
  const kept = read();
  form.querySelectorAll("input[type=hidden]").forEach((input) => input.remove());
  const boxes = new Map([...document.querySelectorAll('input[name="program"][form="compare-form"]')].map((box) => [box.value, box]));
  boxes.forEach((box, slug) => { box.checked = kept.includes(slug); });
  for (const slug of kept.filter((slug) => !boxes.has(slug))) {
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "program", value: slug });
    form.append(input);
  }
  const text = form.querySelector("p");
  text.textContent = kept.length === 0 ? "Tick up to four programs to see them side by side."
    : kept.length === MOST ? "Four programs chosen, as many as fit side by side."
    : `${kept.length} of four programs chosen.`;
}
showTray();
