// A field that suggests names as one types: the pattern "combobox with list" of the ARIA practices.
import { announce, el, fill } from "./dom.js";
import { count, shorten } from "./words.js";

let fields = 0;

// Makes `input` suggest dots of `source`; `chosen` gets the dot that is chosen.
export function suggest(input, source, chosen) {
  const id = `suggestions-${++fields}`;
  const list = el("ul", { id, role: "listbox", class: "suggestions", hidden: true, "aria-label": "Suggestions" });
  input.after(list);
  const attributes = { role: "combobox", "aria-controls": id, "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  let found = [];
  let active = -1;
  let asked = 0;

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(at) {
    const node = found[at];
    close();
    if (!node) return;
    input.value = "";
    chosen(node);
  }

  function mark(at) {
    active = (at + found.length) % found.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    const item = list.children[active];
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function show(nodes) {
    found = nodes;
    const item = (node, at) => el("li", {
      id: `${id}-${at}`, role: "option", "aria-selected": "false",
      on: { pointerdown: (event) => { event.preventDefault(); choose(at); } },
    },
    el("span", { class: `mark ${node.kind}`, "aria-hidden": "true" }),
    el("span", { class: "name" }, node.label),
    el("span", { class: "hint" }, `${node.kind}${node.note ? `, ${shorten(node.note, 40)}` : ""} · ${count(node.articles, "article")}`));
    fill(list, nodes.length ? nodes.map(item) : el("li", { class: "none" }, "Nobody and nothing of this name"));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    announce(nodes.length ? count(nodes.length, "suggestion") : "no suggestions");
    if (nodes.length) mark(0);
  }

  async function ask() {
    const words = input.value.trim();
    const turn = ++asked;
    if (!words) return close();
    try {
      const nodes = await source.search(words);
      if (turn === asked) show(nodes); // an answer that a later question has overtaken is dropped
    } catch (error) {
      announce(error.message);
    }
    return undefined;
  }

  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 90);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown" && !list.hidden && found.length) mark(active + 1);
    else if (event.key === "ArrowUp" && !list.hidden && found.length) mark(active - 1);
    else if (event.key === "Enter") {
      if (list.hidden) ask();
      else choose(active);
    } else return;
    event.preventDefault();
  });
}
