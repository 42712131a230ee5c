// Makes elements. What comes from articles enters the page as text only: no module of the page parses markup.

// An element with properties ("class", "on" for listeners, any attribute) and children (elements, text, lists, nothing).
export function el(tag, props, ...children) {
  const made = tag.startsWith("svg:")
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else if (name === "value") made.value = value;
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter((it) => it !== null && it !== undefined && it !== false));
  return made;
}

// The element of the page with an id.
export function byId(id) {
  return document.getElementById(id);
}

// Replaces the children of an element.
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((it) => it !== null && it !== undefined && it !== false));
  return element;
}

// A button that does one thing.
export function button(label, action, props) {
  return el("button", { type: "button", ...props, on: { click: action } }, label);
}

// A link to a page of the web; plain text for any other address.
export function outside(url, text) {
  if (!/^https?:\/\//i.test(url || "")) return text;
  return el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);
}

// Tells a screen reader what changed.
export function announce(text) {
  byId("announcer").textContent = text;
}
