// Judgements in the page, and taking them back.
import assert from "node:assert/strict";
import { heading, ready, search, visit, walk } from "./browser.mjs";

const names = (page) => page.locator("#identity .cards > .card").count();

// The people of a name that the search suggests.
async function called(page, typed) {
  await page.fill("#search", typed);
  await page.locator(".search [role=option]").first().waitFor();
  const found = await page.locator(".search [role=option]").allInnerTexts();
  await page.fill("#search", "");
  await page.keyboard.press("Escape");
  return found.filter((it) => it.includes("person")).length;
}

async function opened(page) {
  const details = page.locator("#identity");
  if ((await details.getAttribute("open")) === null) await details.locator("> summary").click();
}

const steps = {
  async "two people are judged the same, are one, and are two again"(page) {
    assert.equal(await called(page, "varga"), 2);
    await search(page, "daniel", "Daniel Varga");
    await opened(page);
    await page.fill("#why", "a nickname");
    await page.click("#same-as");
    await page.fill("#path-b", "elena");
    await page.locator("#path-b + .suggestions [role=option]", { hasText: "Elena Varga" }).click();
    await page.click("#path-go");
    await page.locator("#edit-bar", { hasText: "are now one" }).waitFor();
    await ready(page);
    assert.equal(await called(page, "varga"), 1);
    await page.reload();
    await ready(page);
    await page.click("#undo"); // a page that is loaded anew can still take it back
    await page.locator("#edit-bar", { hasText: "taken back" }).waitFor();
    await ready(page);
    assert.equal(await called(page, "varga"), 2);
    const seen = await page.locator("#panel h2").innerText();
    assert.match(seen, /Varga/);
  },

  async "one person is judged to be two, and is one again"(page) {
    await search(page, "lindq", "Nils Lindqvist");
    const before = await names(page);
    assert(before > 1, `${before} names`);
    await opened(page);
    await page.locator("#identity .judge").first().click();
    await page.locator("#edit-bar", { hasText: "kept apart" }).waitFor();
    await ready(page);
    assert((await called(page, "lindq")) > 1);
    await page.click("#undo");
    await page.locator("#edit-bar", { hasText: "taken back" }).waitFor();
    await ready(page);
    await heading(page, "Nils Lindqvist");
    await page.waitForFunction((it) => document.querySelectorAll("#identity .cards > .card").length === it, before);
    assert.equal(await called(page, "lindq"), 1);
    assert.equal(await page.locator("#undo").count(), 0);
  },

  async "an open question is answered where it is seen"(page) {
    await search(page, "keller", "Martin Keller");
    const question = page.locator("#panel .section", { hasText: "May be the same" });
    assert((await question.locator(".signs li").count()) > 0);
    assert.match(await question.innerText(), /to 1 that they are|as likely/);
    await question.locator("button", { hasText: "They are the same" }).first().click();
    await page.locator("#edit-bar", { hasText: "are now one" }).waitFor();
    await ready(page);
    assert.equal(await called(page, "keller"), 1);
    await page.click("#undo");
    await page.locator("#edit-bar", { hasText: "taken back" }).waitFor();
    await question.locator("button", { hasText: "Nobody can tell" }).first().click();
    await page.locator("#edit-bar", { hasText: "not asked again" }).waitFor();
    await ready(page);
    assert.equal(await page.locator("#panel .section", { hasText: "May be the same" }).count(), 0);
    assert.equal(await called(page, "keller"), 2);
  },

  async "what is judged against is said, and nothing is changed"(page) {
    await opened(page);
    await page.click("#same-as");
    await page.fill("#path-b", "elena");
    await page.locator("#path-b + .suggestions [role=option]", { hasText: "Elena Varga" }).click();
    page.route("**/api/judge", (route) => route.fulfill({ status: 409, body: "they are kept apart" }));
    await page.click("#path-go");
    await page.locator("#edit-bar", { hasText: "Not done: they are kept apart" }).waitFor();
    page.troubles = page.troubles.filter((it) => !it.includes("409"));
  },
};

export async function run(browser, url, shots) {
  const page = await visit(browser, url);
  await walk(page, steps, shots);
  await page.context().close();
}
