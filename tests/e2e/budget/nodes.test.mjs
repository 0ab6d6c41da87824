// The page stays small while it works: elements are counted, not timed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openWorkbench, tokenField } from "../workbench.mjs";

const NODES = 600;

test("a token of 10 KB takes at most 600 elements", async (t) => {
  const { page } = await openWorkbench(t);
  const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: "https://auth.example.com", sub: "u_42", roles: Array.from({ length: 300 }, (_, at) => `role-number-${at}`), exp: 4102444800 };
  const token = `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded({ ...claims, note: "x".repeat(2500) })}.${"A".repeat(43)}`;
  assert.ok(token.length >= 10_000, `${token.length} characters`);
  await tokenField(page).fill(token);
  await page.locator(".claim", { hasText: "role-number-299" }).waitFor();
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  assert.ok(nodes <= NODES, `${nodes} elements`);
});
