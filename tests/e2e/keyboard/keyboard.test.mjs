// The whole work without a mouse.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectClean } from "../harness.mjs";
import { GUIDE, command, expectOutcome, openWorkbench, paste, tokenField } from "../workbench.mjs";

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.id ?? "");
/** Leaves the fields, so that single letters are commands. */
const leave = (page) => page.evaluate(() => document.activeElement?.blur());

test("token, lenses, claims, problems and help are one key away", async (t) => {
  const { page, log } = await openWorkbench(t);
  await leave(page);
  await page.keyboard.press("/");
  await page.waitForFunction(() => document.activeElement?.id === "token");
  await paste(page, GUIDE);
  await page.locator(".claim").nth(4).waitFor();
  await leave(page);
  await page.keyboard.press("j");
  assert.equal(await focused(page), "About alg");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await focused(page), "About sub");
  await page.keyboard.press("k");
  assert.equal(await focused(page), "About typ");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.locator(".claim__about").waitFor();
  await page.keyboard.press("c");
  await page.getByRole("status").filter({ hasText: "sub copied." }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '"1234567890"');
  await page.keyboard.press("2");
  await page.getByLabel("Claims as JSON").waitFor();
  await page.keyboard.press("1");
  await tokenField(page).waitFor();
  await page.keyboard.press(".");
  await page.getByRole("status").filter({ hasText: /\w/u }).waitFor();
  await leave(page);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expectClean(log);
});

test("letters typed into a field are text, and the shortcuts can be switched off", async (t) => {
  const { page } = await openWorkbench(t);
  await tokenField(page).focus();
  await page.keyboard.type("/12.?jk");
  assert.equal(await tokenField(page).inputValue(), "/12.?jk");
  await leave(page);
  await page.keyboard.press("?");
  await page.getByLabel("Single keys are shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await leave(page);
  await page.keyboard.press("2");
  assert.equal(await page.getByLabel("Claims as JSON").count(), 0);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("dialog", { name: "All commands" }).waitFor();
});

test("the palette reaches every action and gives the focus back", async (t) => {
  const { page } = await openWorkbench(t);
  await tokenField(page).focus();
  await page.keyboard.press("ControlOrMeta+k");
  assert.ok((await page.getByRole("option").count()) >= 20);
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("[aria-selected=true]").getAttribute("id"), "command-1");
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "Token, encoded");
  await command(page, "example: es256");
  await expectOutcome(page, "accept");
});

test("Tab leaves the editors and reaches every pane in reading order", async (t) => {
  const { page } = await openWorkbench(t);
  await command(page, "example: rs256");
  await expectOutcome(page, "accept");
  await page.evaluate(() => window.scrollTo(0, 0));
  await leave(page);
  const panes = [];
  await page.locator(".skip-link").focus();
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const pane = await page.evaluate(() => document.activeElement?.closest("section")?.getAttribute("aria-label") ?? "");
    if (pane !== "" && panes.at(-1) !== pane) panes.push(pane);
  }
  assert.deepEqual(panes.filter((pane) => pane !== "Verdict" && pane !== "Findings").slice(0, 6), ["Token", "Header", "Payload", "Signature", "Keys", "What you expect"]);
});
