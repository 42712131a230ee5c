// Runs the page in a real browser: `node suite.mjs PART=URL…`, each part once for every address that it is given.
import { mkdir } from "node:fs/promises";
import { launch } from "./browser.mjs";
import * as alike from "./alike.mjs";
import * as examples from "./examples.mjs";
import * as hostile from "./hostile.mjs";
import * as judging from "./judging.mjs";
import * as large from "./large.mjs";

const PARTS = { alike, examples, hostile, judging, large };
const shots = new URL("../../target/browser/shots", import.meta.url).pathname;

await mkdir(shots, { recursive: true });
const browser = await launch();
let failed = false;
for (const given of process.argv.slice(2)) {
  const [part, ...rest] = given.split("=");
  const url = rest.join("=");
  console.log(`${part}: ${url}`);
  try {
    await PARTS[part].run(browser, url, shots);
    console.log(`ok: ${part}`);
  } catch (error) {
    failed = true;
    console.log(`FAILED: ${part}: ${error.stack}`);
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
