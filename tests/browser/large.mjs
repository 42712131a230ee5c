// A large archive: the server answers neighbourhoods in time, and five thousand dots stay smooth.
import assert from "node:assert/strict";
import { heading, ready, seen, untroubled, visit } from "./browser.mjs";

export async function run(browser, url, shots) {
  const begun = performance.now();
  const page = await visit(browser, url, { reducedMotion: "no-preference" });
  console.log(`  first view: ${Math.round(performance.now() - begun)} ms until it stands still`);
  const name = await page.locator("#in-view a").first().innerText();
  await page.locator("#in-view a").first().click();
  await heading(page, name);
  const before = await seen(page);
  await page.click("#expand");
  await page.waitForFunction((it) => document.querySelector("#seen").innerText.indexOf(`${it} `) !== 0, before[0]);
  await ready(page);
  await page.goBack();
  await page.goBack();
  await page.selectOption("#more", "5000");
  await page.waitForFunction(() => parseInt(document.querySelector("#seen").innerText.replaceAll(",", ""), 10) > 1000, null, { timeout: 60000 });
  await ready(page);
  const frames = await page.evaluate(async () => {
    const canvas = document.getElementById("canvas");
    const times = [];
    let last = performance.now();
    for (let i = 0; i < 60; i++) {
      canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: i % 2 ? 60 : -60, clientX: 600, clientY: 300, cancelable: true }));
      await new Promise((next) => requestAnimationFrame(next));
      times.push(performance.now() - last);
      last = performance.now();
    }
    return times.sort((a, b) => a - b);
  });
  console.log(`  ${(await seen(page)).join(" dots, ")} lines: a frame takes ${frames[30].toFixed(0)} ms in the middle, ${frames[59].toFixed(0)} ms at worst`);
  if (shots) await page.screenshot({ path: `${shots}/large.png` });
  assert(page);
  untroubled(page);
  await page.context().close();
}
