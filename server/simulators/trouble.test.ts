import { expect, test } from "vitest";
import { openTown } from "#test/networks/world.ts";
import { sendingOf } from "#test/support/network.ts";

test("a simulated network fails as somebody chose on the front page, its pages stay readable, and it works again when that is taken back", async () => {
  const town = await openTown();
  try {
    const { base } = town.simulators;
    const choose = (trouble: string, headers: Record<string, string> = {}) =>
      fetch(base, {
        method: "POST",
        redirect: "manual",
        headers,
        body: new URLSearchParams({ network: "mastodon", trouble }),
      });
    const [login, context] = [town.login("mastodon", "lea_martin"), town.context("mastodon")];
    const post = (text: string) => town.network("mastodon").publish(context, login, sendingOf({ text }, { key: text }));
    expect((await choose("down", { origin: "https://evil.example" })).status).toBe(403);
    expect((await choose("nothing such")).status).toBe(400);
    expect((await post("before")).kind).toBe("published");
    expect((await choose("down")).status).toBe(303);
    expect((await post("during")).kind).not.toBe("published");
    const front = await (await fetch(base, { headers: { accept: "text/html", "accept-language": "fr" } })).text();
    expect(front).toMatch(/value="down"\s+selected/u);
    expect(front).toContain("est en panne");
    const page = await fetch(`${base}/mastodon/@lea_martin`, { headers: { accept: "text/html" } });
    expect([page.status, (await page.text()).includes("before")]).toEqual([200, true]);
    await choose("refuses");
    expect((await post("refused")).kind).toBe("unauthorised");
    await choose("");
    expect((await post("after")).kind).toBe("published");
  } finally {
    await town.close();
  }
});
