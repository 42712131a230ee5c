// The page in one file and the page of the server find the same connections between any two.
import assert from "node:assert/strict";
import { untroubled, visit } from "./browser.mjs";

export async function run(browser, urls) {
  const [server, file] = urls.split(" ");
  const page = await visit(browser, file);
  const found = await page.evaluate(() => {
    const all = JSON.parse(document.getElementById("graph").textContent);
    const ids = all.nodes.filter((node) => node.degree > 0).map((node) => node.id);
    return ids;
  });
  let [connected, several] = [0, 0];
  for (const [at, a] of found.entries()) {
    for (const b of found.slice(at + 1)) {
      const query = new URLSearchParams([["a", a], ["b", b]]);
      const told = (await (await fetch(`${server}api/view?${query}`)).json()).paths || [];
      const own = await page.evaluate(([one, other]) => document.getElementById("canvas").pathsOf(one, other), [a, b]);
      assert.deepEqual(own, told, `${a} and ${b}`);
      connected += told.length > 0 ? 1 : 0;
      several += told.length > 1 ? 1 : 0;
    }
  }
  console.log(`  ${connected} pairs connected, ${several} in several ways`);
  assert(connected > 500 && several > 50, "too few connections to tell anything");
  untroubled(page);
  await page.context().close();
}
