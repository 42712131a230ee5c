// A headless Chromium that notices everything that goes wrong in a page.
import { chromium } from "../../target/browser/node_modules/playwright-core/index.mjs";
import { existsSync } from "node:fs";
import assert from "node:assert/strict";

const CANDIDATES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

// Starts the browser.
export async function launch() {
  const executablePath = CANDIDATES.find((path) => path && existsSync(path));
  assert(executablePath, "no Chromium found; set CHROMIUM to its path");
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

// A page whose troubles (errors, refused policies, dialogs) are kept in `page.troubles`.
export async function visit(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.troubles.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    page.troubles.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.exposeFunction("newsgraphTrouble", (text) => page.troubles.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => window.newsgraphTrouble(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(url);
  await ready(page);
  return page;
}

// Waits until the page has drawn what it was asked for.
export async function ready(page) {
  await page.waitForFunction(() => document.body.dataset.ready === "yes" && document.getElementById("canvas").dataset.rest === "yes", null, { timeout: 60000 });
}

// The numbers of dots and connections in view.
export async function seen(page) {
  const text = await page.locator("#seen").innerText();
  return text.match(/[\d,]+/g).map((it) => Number(it.replaceAll(",", "")));
}

// Waits until the numbers in view hold a condition.
export async function until(page, holds, what) {
  let last = null;
  for (let i = 0; i < 100; i++) {
    last = await seen(page);
    if (holds(last)) return last;
    await page.waitForTimeout(50);
  }
  throw new Error(`${what}: in view are ${last}`);
}

// Waits until the panel is headed so.
export async function heading(page, words) {
  await page.locator("#panel h2", { hasText: words }).first().waitFor({ timeout: 5000 });
}

// Searches for a name and takes the first suggestion that has it.
export async function search(page, typed, name) {
  await page.fill("#search", typed);
  const option = page.locator(".search [role=option]", { hasText: name }).first();
  await option.waitFor({ timeout: 5000 });
  await option.click();
  await heading(page, name);
  await ready(page);
}

export function untroubled(page) {
  assert.deepEqual(page.troubles, [], "the page has troubles");
}

// Takes steps one after another; of one that fails the name is told and a picture kept.
export async function walk(page, steps, shots) {
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step(page);
    } catch (error) {
      if (shots) await page.screenshot({ path: `${shots}/failed.png` });
      error.message = `${name}: ${error.message}`;
      throw error;
    }
    console.log(`  ok: ${name}`);
  }
  untroubled(page);
}
