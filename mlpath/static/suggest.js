// Offers pages while one types; without it the box searches all the same. A combobox as the ARIA
// Authoring Practices describe it: arrows choose, Enter opens, Escape closes.

const PAUSE = 150; // milliseconds without a key before the server is asked
const CLOSED = "Tab Enter Escape".split(" ");
let timer, request;

const isBox = (element) => element.matches?.("input[data-suggest]");
const listOf = (box) => document.getElementById(`${box.id}-suggestions`);
const isChosen = (option) => option.getAttribute("aria-selected") === "true";
const optionsOf = (box) => [...listOf(box).querySelectorAll("[role=option]")];

function prepare() {
  for (const box of document.querySelectorAll("input[data-suggest]:not([role])")) {
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", listOf(box).id);
    close(box);
  }
}

function close(box) {
  clearTimeout(timer);
  request?.abort();
  listOf(box).hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

async function ask(box) {
  request?.abort();
  request = new AbortController();
  try {
    const address = `${box.dataset.suggest}?${new URLSearchParams({ q: box.value })}`;
    const answer = await fetch(address, { signal: request.signal });
    if (answer.ok) show(box, (await answer.json()).groups);
  } catch {
    // Another key was pressed meanwhile, or the server is away: nothing is offered.
  }
}

function show(box, groups) {
  close(box);
  let number = 0;
  listOf(box).replaceChildren(...groups.map(({ label, pages }) => {
    const group = make("div", { role: "group", "aria-label": label });
    group.append(make("div", { class: "suggest__kind", "aria-hidden": "true" }, label));
    group.append(...pages.map((page) => option(page, `${box.id}-option-${number++}`)));
    return group;
  }));
  if (!number) return;
  listOf(box).hidden = false;
  box.setAttribute("aria-expanded", "true");
}

function option({ pieces, note, url }, id) {
  const link = make("a", { role: "option", "aria-selected": "false", tabindex: "-1", href: url, id });
  const title = make("span", {});
  title.append(...pieces.map(([text, hit]) => (hit ? make("mark", {}, text) : text)));
  link.append(title);
  if (note) link.append(" ", make("span", { class: "quiet" }, note));
  return link;
}

function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

// One step past either end no option is chosen, and the box means what is typed.
function move(box, step) {
  const options = optionsOf(box);
  const place = options.findIndex(isChosen);
  const next = (place + 1 + step + options.length + 1) % (options.length + 1) - 1;
  options.forEach((each, number) => each.setAttribute("aria-selected", String(number === next)));
  if (next < 0) return box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-activedescendant", options[next].id);
  options[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("input", ({ target: box }) => {
  if (!isBox(box)) return;
  clearTimeout(timer);
  if (box.value.trim()) timer = setTimeout(ask, PAUSE, box);
  else close(box);
});

document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (!isBox(box) || event.isComposing) return;
  const isOpen = !listOf(box).hidden;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && isOpen) {
    event.preventDefault();
    move(box, step);
  } else if (step && box.value.trim()) {
    event.preventDefault();
    ask(box);
  } else if (CLOSED.includes(event.key)) {
    const chosen = optionsOf(box).find((each) => isOpen && isChosen(each));
    if (event.key === "Escape" && isOpen) event.preventDefault(); // it would empty the box too
    if (event.key === "Enter" && chosen) {
      event.preventDefault();
      location.assign(chosen.href);
    }
    close(box);
  }
});

// Before a click, which would otherwise take the focus and send the form.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.(".suggest")) event.preventDefault();
});
document.addEventListener("focusout", ({ target: box }) => {
  if (isBox(box)) close(box);
});
document.addEventListener("htmx:load", prepare);
prepare();
