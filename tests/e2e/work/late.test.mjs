// A broken network: what failed can be had by trying again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyText } from "../states/vectors.mjs";
import { controlled, keyField, openWorkbench } from "../workbench.mjs";

const shownExample = (page, name) => page.locator(".examples").getByRole("button", { name, exact: true });

for (const serviceWorkers of ["allow", "block"]) {
  test(`what could not be loaded is loaded when the server is back (service worker: ${serviceWorkers})`, async (t) => {
    let down = true;
    const onNeed = /^\/(?:examples|extra|inside|words)\./u;
    const instead = (path) => (down && onNeed.test(path) ? { status: 503 } : undefined);
    const { page } = await openWorkbench(t, { instead, context: { serviceWorkers } });
    if (serviceWorkers === "allow") await controlled(page);
    await shownExample(page, "Signed, then encrypted").click();
    await page.getByText("The examples could not be loaded.").waitFor();
    await keyField(page).fill(keyText("p-384.public.jwk"));
    await page.getByText("The rest of the engine could not be loaded.").first().waitFor();
    down = false;
    await keyField(page).fill("");
    await keyField(page).fill(keyText("p-384.public.jwk"));
    await page.locator(".key-card", { hasText: "P-384" }).waitFor();
    await shownExample(page, "Signed, then encrypted").click();
    await page.locator('.inside[data-layer="2"]').waitFor();
  });
}

test("what is inside a token is shown, and the notice goes, when its script can be loaded again", async (t) => {
  let down = true;
  const instead = (path) => (down && path.startsWith("/inside.") ? { status: 503 } : undefined);
  const { page } = await openWorkbench(t, { instead, context: { serviceWorkers: "block" } });
  await shownExample(page, "Signed, then encrypted").click();
  const notice = page.getByText("What is inside this token cannot be shown");
  await notice.waitFor();
  down = false;
  await page.getByLabel("Any issuer will do").check();
  await page.locator('.inside[data-layer="2"]').waitFor();
  assert.equal(await notice.count(), 0);
});
