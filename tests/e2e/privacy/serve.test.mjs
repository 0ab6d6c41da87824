// What `jotsmith app --serve` sends is what the build wrote, policy and bytes, and it answers to its own name only.
// The program comes by the variable JOTSMITH; `cargo xtask e2e` builds it and sets it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { expectClean, openPage, pageFolder } from "../harness.mjs";

const policy = JSON.parse(readFileSync(join(pageFolder, "headers.json"), "utf8"));

/** Starts the server and gives its origin, once it has said it. It ends with the test. */
const start = async (t) => {
  const server = spawn(process.env.JOTSMITH, ["app", "--serve"], { stdio: ["ignore", "ignore", "pipe"] });
  t.after(() => server.kill());
  for await (const line of createInterface({ input: server.stderr })) {
    const said = /http:\/\/127\.0\.0\.1:\d+/u.exec(line);
    if (said !== null) return said[0];
  }
  throw new Error("the server ended without an address");
};

const ask = (address, headers = {}) =>
  new Promise((answered, failed) => {
    get(address, { headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => answered({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on("error", failed);
  });

test("every file is served byte for byte, under the policy of the build", async (t) => {
  const origin = await start(t);
  const names = readdirSync(pageFolder).filter((name) => !name.endsWith(".json"));
  assert.ok(names.length >= 6, `too few files: ${names}`);
  for (const name of names) {
    const { status, headers, body } = await ask(`${origin}/${name}`);
    assert.equal(status, 200, name);
    assert.ok(body.equals(readFileSync(join(pageFolder, name))), name);
    const expected = Object.fromEntries([...policy.all, ...(policy[name] ?? [])]);
    for (const [header, value] of Object.entries(expected)) assert.equal(headers[header.toLowerCase()], value, `${name}: ${header}`);
  }
});

test("a stranger's name, and what is no file of the page, get nothing", async (t) => {
  const origin = await start(t);
  assert.equal((await ask(`${origin}/`, { Host: "rebound.example.com" })).status, 421);
  for (const path of ["/headers.json", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/hostname"]) {
    assert.equal((await ask(`${origin}${path}`)).status, 404, path);
  }
});

test("the page starts from it without a breach of its policy", async (t) => {
  const { page, log } = await openPage(t, { url: await start(t) });
  await page.waitForLoadState("networkidle");
  expectClean(log);
});
