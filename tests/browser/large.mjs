// A large archive: the server answers neighbourhoods, never the whole graph, and thousands of dots stay smooth. Times are
// told, not tested: they are those of the machine.
import assert from "node:assert/strict";
import { heading, ready, search, seen, until, visit, walk } from "./browser.mjs";

// How long frames take while the wheel turns, in milliseconds, the longest last.
async function frames(page) {
  return page.evaluate(async () => {
    const canvas = document.getElementById("canvas");
    const times = [];
    let last = performance.now();
    for (let i = 0; i < 120; i++) {
      canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: i % 2 ? 60 : -60, clientX: 600, clientY: 300, cancelable: true }));
      await new Promise((next) => requestAnimationFrame(next));
      times.push(performance.now() - last);
      last = performance.now();
    }
    return times.sort((a, b) => a - b);
  });
}

const steps = {
  async "the first view"(page) {
    const [dots, lines] = await seen(page);
    assert(dots > 20 && dots <= 60 && lines > 20, `${dots} dots and ${lines} lines`);
    const [articles] = (await page.locator("#summary").innerText()).match(/[\d,]+/);
    console.log(`  ${await page.locator("#summary").innerText()}`);
    assert(Number(articles.replaceAll(",", "")) >= 100, articles);
  },

  async "a search, and somebody's neighbours"(page) {
    const name = await page.locator("#in-view a").first().innerText();
    await search(page, name.toLowerCase(), name);
    const before = await seen(page);
    assert(before[0] > 2, `${before}`);
    await page.click("#expand");
    await until(page, ([dots]) => dots > before[0], "expanding shows more");
    await page.goBack();
    await until(page, ([dots]) => dots === before[0], "going back shows what was there");
  },

  async "the evidence of a connection"(page) {
    await page.locator("#panel .why").first().click();
    await heading(page, "How do we know?");
    await page.locator("#panel .evidence mark").first().waitFor();
    await page.locator("#panel .origin button").first().click();
    await page.locator("mark.here").waitFor();
    await page.goBack();
  },

  async "a path between two people"(page) {
    await page.click("#overview");
    await ready(page);
    const people = await page.evaluate(() => [...document.querySelectorAll("#in-view li")]
      .filter((it) => it.querySelector(".mark.person")).map((it) => it.querySelector("a").innerText));
    const [a, b] = [people[0], people[people.length - 1]];
    await page.click("#path-open");
    for (const [field, name] of [["a", a], ["b", b]]) {
      await page.fill(`#path-${field}`, name);
      await page.locator(`#path-${field} + .suggestions [role=option]`, { hasText: name }).first().click();
    }
    await page.click("#path-go");
    await heading(page, "How are they connected?");
    assert((await page.locator("#panel .steps").count()) > 0, `nothing connects ${a} and ${b}`);
  },

  async "the largest view"(page) {
    await page.click("#overview");
    await ready(page);
    await page.selectOption("#more", "5000");
    await until(page, ([dots]) => dots > 1000, "5000 dots");
    const begun = performance.now();
    const layout = await frames(page);
    await ready(page);
    console.log(`  it stands still after ${((performance.now() - begun) / 1000).toFixed(1)} s; until then ${told(layout)}`);
    console.log(`  ${(await seen(page)).join(" dots, ")} lines: ${told(await frames(page))}`);
  },
};

function told(times) {
  const middle = times[times.length / 2];
  return `a frame takes ${middle.toFixed(0)} ms in the middle (${Math.round(1000 / middle)} a second), ${times.at(-1).toFixed(0)} ms at worst`;
}

export async function run(browser, url, shots) {
  const begun = performance.now();
  const page = await visit(browser, url, { reducedMotion: "no-preference" });
  const drawn = await page.evaluate(() => performance.getEntriesByName("drawn")[0].startTime);
  console.log(`  first view: drawn after ${Math.round(drawn)} ms, stands still after ${Math.round(performance.now() - begun)} ms`);
  await walk(page, steps, shots);
  if (shots) await page.screenshot({ path: `${shots}/large.png` });
  await page.context().close();
}
