// A graph whose every field holds script and markup: all of it must stay text.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { ready, untroubled, visit } from "./browser.mjs";

async function clean(page) {
  const found = await page.evaluate(() => ({
    scripts: document.querySelectorAll("script:not([src]):not(#graph)").length,
    foreign: document.querySelectorAll("img, iframe, object, embed, [onerror], [onload], [onclick], a[href^=javascript]").length,
    touched: window.hacked === true,
  }));
  assert(found.scripts <= 1 && found.foreign === 0 && !found.touched, JSON.stringify(found));
}

export async function run(browser, url) {
  const page = await visit(browser, url);
  await clean(page);
  const ids = await page.evaluate(() => [...document.querySelectorAll("#in-view a")].map((it) => it.getAttribute("href")));
  assert(ids.length >= 4, `only ${ids.length} dots`);
  for (const id of ids) {
    await page.evaluate((hash) => { location.hash = hash; dispatchEvent(new PopStateEvent("popstate")); }, id);
    await page.locator("#panel #expand").waitFor();
    await page.evaluate(() => document.querySelectorAll("#panel details").forEach((it) => { it.open = true; }));
    await clean(page);
    for (let at = 0; at < await page.locator("#panel .why").count(); at++) {
      await page.evaluate((hash) => { location.hash = hash; dispatchEvent(new PopStateEvent("popstate")); }, id);
      await page.locator("#panel #expand").waitFor();
      await page.locator("#panel .why").nth(at).click();
      await page.locator("#panel .evidence").first().waitFor();
      await clean(page);
      await page.locator("#panel .origin button").first().click();
      await page.locator("#panel .back").waitFor();
      await clean(page);
    }
  }
  await page.fill("#search", "script");
  await page.locator(".search [role=option]").first().waitFor();
  await clean(page);
  await page.keyboard.press("Enter");
  await ready(page);
  await page.click("#save summary");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-svg")]);
  const svg = await readFile(await download.path(), "utf8");
  assert(!/<(script|img|b)\b/i.test(svg), "markup in the saved picture");
  untroubled(page);
  await page.context().close();
}
