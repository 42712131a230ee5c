// What a reader does with the page, on the example articles; the same from the server as from the exported file.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { heading, ready, search, seen, until, visit, walk } from "./browser.mjs";

async function saved(page, name) {
  await page.click("#save summary");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(`#save-${name}`)]);
  return readFile(await download.path());
}

export const steps = {
  async "the first view"(page) {
    const [dots, lines] = await seen(page);
    assert(dots > 20 && lines > 20, `only ${dots} dots and ${lines} lines`);
    assert((await page.locator("#in-view li").count()) === dots, "the list is not what the drawing shows");
    assert.match(await page.locator("#canvas").getAttribute("aria-label"), /dots/);
  },

  async "search with suggestions, by keyboard"(page) {
    await page.keyboard.press("/");
    await page.keyboard.type("elena v");
    await page.locator(".search [role=option]").first().waitFor();
    assert.equal(await page.locator("#search").getAttribute("aria-expanded"), "true");
    await page.keyboard.press("Enter");
    await heading(page, "Elena Varga");
    assert.match(page.url(), /open=person%2Felena-varga/);
    await ready(page);
  },

  async "an ego view that grows, and the back button"(page) {
    const before = await seen(page);
    await page.click("#panel a:text-is('Nils Lindqvist')");
    await heading(page, "Nils Lindqvist");
    await page.click("#expand");
    const after = await until(page, ([dots]) => dots > before[0], "expanding shows more");
    await page.goBack();
    await until(page, ([dots]) => dots === before[0], "going back shows what was there");
    await page.goForward();
    await until(page, ([dots]) => dots === after[0], "going forward expands again");
    await page.goBack();
    await page.goBack();
    await heading(page, "Elena Varga");
  },

  async "a click on a dot and on a line of the drawing"(page) {
    await ready(page);
    const box = await page.locator("#canvas").boundingBox();
    const place = (id) => page.evaluate((it) => document.getElementById("canvas").placeOf(it), id);
    const [[ax, ay], [bx, by]] = [await place("person/elena-varga"), await place("person/daniel-varga")];
    await page.mouse.click(box.x + bx, box.y + by);
    await heading(page, "Daniel Varga");
    await page.mouse.click(box.x + ax + (bx - ax) * 0.6, box.y + ay + (by - ay) * 0.6);
    await heading(page, "How do we know?");
  },

  async "evidence in its article"(page) {
    const card = page.locator("#panel .evidence .card").first();
    assert((await card.locator("mark").innerText()).length > 3);
    assert((await card.locator(".excerpt").innerText()).length > (await card.locator("mark").innerText()).length);
    assert.match(await card.locator(".origin").innerText(), /The Meridian Courier · 11 March 2026/);
    const words = await card.locator("mark").innerText();
    await card.locator(".origin button").click();
    await page.locator("mark.here").waitFor();
    assert.equal(await page.locator("mark.here").innerText(), words);
    await page.click("#panel .back");
    await heading(page, "How do we know?");
  },

  async "quotes as cards, and why they are one person"(page) {
    await search(page, "okafor", "Miriam Okafor");
    assert((await page.locator("#panel .quote").count()) > 0);
    await search(page, "lindq", "Nils Lindqvist");
    await page.click("#identity > summary");
    assert((await page.locator("#identity .card").count()) > 1);
    assert.match(await page.locator("#identity summary").innerText(), /Why are these the same person/);
  },

  async "a path between two people"(page) {
    await page.click("#path-open");
    for (const [field, typed, name] of [["a", "daniel", "Daniel Varga"], ["b", "petrik", "Jonas Petrik"]]) {
      await page.fill(`#path-${field}`, typed);
      await page.locator(`#path-${field} + .suggestions [role=option]`, { hasText: name }).first().click();
    }
    await page.click("#path-go");
    await heading(page, "How are they connected?");
    assert.deepEqual(await page.locator("#panel .steps").first().locator("li").count(), 2);
    await page.locator("#panel .steps .why").first().click();
    await heading(page, "How do we know?");
    await page.goBack();
    await heading(page, "How are they connected?");
  },

  async "the timeline filters"(page) {
    await page.click("#overview");
    const all = await until(page, ([dots]) => dots > 20, "the overview");
    await page.fill("#range-from", "2026-05-01");
    const some = await until(page, ([, lines]) => lines < all[1], "a range leaves less");
    assert(some[1] > 0);
    assert.match(page.url(), /from=2026-05-01/);
    await page.click("text=All dates");
    await until(page, ([, lines]) => lines === all[1], "all dates again");
    const bars = await page.locator(".bars").boundingBox();
    await page.mouse.move(bars.x + bars.width * 0.25, bars.y + 20);
    await page.mouse.down();
    await page.mouse.move(bars.x + bars.width * 0.5, bars.y + 20, { steps: 4 });
    await page.mouse.up();
    await until(page, ([, lines]) => lines < all[1], "a dragged range leaves less");
    await page.click("text=All dates");
    await page.selectOption("#clock", "stated");
    assert.match(page.url(), /clock=stated/);
    await page.selectOption("#clock", "");
  },

  async "filters by kind, type, outlet, status and sources"(page) {
    const all = await seen(page);
    const group = async (title) => {
      const details = page.locator("#filters details", { has: page.locator(`summary:text-is("${title}")`) });
      if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
    };
    for (const box of ["hide:event", "types:met-with"]) {
      await page.uncheck(`[data-filter="${box}"]`);
      await until(page, ([, lines]) => lines < all[1], `${box} leaves less`);
      await page.check(`[data-filter="${box}"]`);
      await until(page, ([, lines]) => lines === all[1], `${box} comes back`);
    }
    await group("How it is told");
    await page.uncheck('[data-filter="status:actual"]');
    await until(page, ([, lines]) => lines > 0 && lines < all[1], "what is not told as fact");
    await page.check('[data-filter="status:actual"]');
    await group("Outlets");
    await page.selectOption("#outlets", "The Meridian Courier");
    await until(page, ([, lines]) => lines > 0 && lines < all[1], "one outlet");
    await page.click("text=Clear all filters");
    await page.fill("#least", "2");
    await page.keyboard.press("Tab");
    await until(page, ([, lines]) => lines > 0 && lines < all[1] / 2, "two sources");
    await page.click("text=Clear all filters");
    await until(page, ([, lines]) => lines === all[1], "all filters cleared");
  },

  async "the drawing by keyboard"(page) {
    await page.focus("#canvas");
    await page.keyboard.press("ArrowRight");
    await page.locator("#panel #expand").waitFor();
    const first = await page.locator("#panel h2").innerText();
    assert.match(await page.locator("#announcer").innerText(), /connection/);
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction((it) => document.querySelector("#panel h2").innerText !== it, first);
    const before = await seen(page);
    await page.keyboard.press("Enter");
    await until(page, ([dots]) => dots !== before[0], "Enter opens");
    await page.keyboard.press("Escape");
    await heading(page, "In view");
  },

  async "light and dark"(page) {
    const dark = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme.includes("dark"));
    assert.equal(await dark(), false);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await dark(), true, "as the system says");
    await page.click("#theme");
    assert.equal(await dark(), false, "light");
    await page.emulateMedia({ colorScheme: "light" });
    await page.click("#theme");
    assert.equal(await dark(), true, "dark");
    await page.click("#theme");
  },

  async "what is seen is saved"(page) {
    const png = await saved(page, "png");
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    const svg = (await saved(page, "svg")).toString();
    assert.match(svg, /^<svg/);
    const blank = await page.context().newPage();
    const wrong = await blank.evaluate((it) => new DOMParser().parseFromString(it, "image/svg+xml").querySelectorAll("parsererror, script").length, svg);
    assert.equal(wrong, 0, "the picture is not well-formed");
    await blank.close();
    const json = JSON.parse(await saved(page, "json"));
    const [dots, lines] = await seen(page);
    assert.deepEqual([json.nodes.length, json.links.length], [dots, lines]);
    assert.match((await saved(page, "dot")).toString(), /^digraph \{\n {2}n0 \[label=/);
  },

  async "a link for every view"(page) {
    await search(page, "obi", "Adaeze Obi");
    const [url, there] = [page.url(), await seen(page)];
    const other = await page.context().newPage();
    await other.goto(url);
    await ready(other);
    await heading(other, "Adaeze Obi");
    assert.deepEqual(await seen(other), there);
    await other.close();
  },

  async "everything has a name, and a narrow screen holds it"(page) {
    const nameless = await page.evaluate(() => [...document.querySelectorAll("button, input, select, a, summary")]
      .filter((it) => !it.getAttribute("aria-label") && !it.textContent.trim() && !(it.labels && it.labels.length))
      .map((it) => it.outerHTML));
    assert.deepEqual(nameless, []);
    await page.setViewportSize({ width: 380, height: 760 });
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, "the page is too wide");
    await page.click("#filters-toggle");
    assert(await page.locator("#filters").isVisible());
    await page.click("#filters-toggle");
    await page.setViewportSize({ width: 1280, height: 800 });
  },
};

export async function run(browser, url, shots) {
  const page = await visit(browser, url);
  await walk(page, steps, shots);
  await page.context().close();
}
