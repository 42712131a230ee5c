// Light, dark, or as the system says; and the colours that the drawing takes from the style sheet.
import { byId } from "./dom.js";

const CHOICES = ["auto", "light", "dark"];
const LABELS = { auto: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };
const ICONS = { auto: "◐", light: "☀", dark: "☾" };

function stored() {
  try {
    const choice = localStorage.getItem("newsgraph-theme");
    return CHOICES.includes(choice) ? choice : "auto";
  } catch {
    return "auto"; // a browser may forbid storage to local files
  }
}

function apply(choice) {
  document.documentElement.dataset.theme = choice;
  const button = byId("theme");
  button.textContent = ICONS[choice];
  button.setAttribute("aria-label", LABELS[choice]);
  button.title = LABELS[choice];
}

// Sets up the switch; `changed` is called when the colours are others.
export function startTheme(changed) {
  let choice = stored();
  apply(choice);
  byId("theme").addEventListener("click", () => {
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
    try {
      localStorage.setItem("newsgraph-theme", choice);
    } catch {
      // the choice then lasts as long as the page
    }
    apply(choice);
    changed();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
}

// The colours in force.
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  const kinds = {};
  for (const kind of ["person", "organization", "place", "work", "event"]) kinds[kind] = get(kind);
  return {
    ...{ background: get("stage"), text: get("text"), faint: get("faint"), accent: get("accent"), kinds },
    ...{ relation: get("relation"), participant: get("participant"), speech: get("speech"), halo: get("halo") },
  };
}

// The colour of a community: hues apart by the golden angle, so that neighbours in number differ in colour.
export function communityColour(community) {
  if (community === undefined || community === null) return "hsl(0 0% 60%)";
  return `hsl(${Math.round((community * 137.508 + 210) % 360)} 55% ${community % 2 ? 50 : 58}%)`;
}
