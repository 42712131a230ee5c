// Judgements in the page, and taking them back.
import assert from "node:assert/strict";
import { heading, search, untroubled, visit } from "./browser.mjs";

export async function run(browser, url) {
  const page = await visit(browser, url);
  await search(page, "lindq", "Nils Lindqvist");
  const names = () => page.locator("#identity > ul > .card").count();
  const before = await names();
  assert(before > 1, `${before} names`);
  await page.click("#identity > summary");
  await page.locator("#identity .judge").first().click();
  await page.locator("#undo").waitFor();
  await page.waitForFunction((it) => document.querySelectorAll("#identity > ul > .card").length < it, before);
  await page.click("#undo");
  await page.waitForFunction((it) => document.querySelectorAll("#identity > ul > .card").length === it, before);
  await heading(page, "Nils Lindqvist");
  untroubled(page);
  await page.context().close();
}
