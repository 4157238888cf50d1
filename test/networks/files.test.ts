import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { openJournal } from "#server/simulators/journal.ts";
import { receives } from "#engine/node.ts";
import { sourceContext } from "#server/inbox/context.ts";
import { createFeedReader } from "#server/feed/reader.ts";
import { sendingOf } from "#test/support/network.ts";
import { openTown } from "./world.ts";

const Entry = z.strictObject({ n: z.number(), fill: z.string() });

test("a simulator killed in full flight has kept every post that it accepted", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "relaymap-killed-"));
  const answered: string[] = [];
  for (const round of [1, 2, 3]) {
    const child = spawn(process.execPath, [join(import.meta.dirname, "simulator-process.ts"), dataDir], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const { base, token } = z.object({ base: z.string(), token: z.string() }).parse(JSON.parse(line.toString()));
    const publish = async (lane: number): Promise<void> => {
      for (let n = 0; ; n += 1) {
        const text = `round ${round} lane ${lane} post ${n}`;
        const reply = await fetch(`${base}/x/2/tweets`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body: JSON.stringify({ text }),
        });
        if (reply.status !== 201) throw new Error(`${reply.status}: ${await reply.text()}`);
        answered.push(text);
        if (answered.length >= round * 120) child.kill("SIGKILL");
      }
    };
    const exit = once(child, "exit");
    await Promise.allSettled([0, 1, 2, 3].map(publish));
    await exit;
  }
  const town = await openTown({ dataDir });
  const kept = new Set(town.simulators.posts("x").map(({ text }) => text));
  expect(answered.length).toBeGreaterThanOrEqual(360);
  expect(answered.filter((text) => !kept.has(text))).toEqual([]);
  await town.close();
  await rm(dataDir, { recursive: true });
}, 60_000);

test("a line that a kill cut short costs that entry only, and the file is made smaller before it grows without end", async () => {
  const folder = await mkdtemp(join(tmpdir(), "relaymap-journal-"));
  const file = join(folder, "a.jsonl");
  const seen: number[] = [];
  const store = {
    parse: (value: unknown) => Entry.parse(value),
    replay: ({ n }: z.infer<typeof Entry>) => void seen.push(n),
    snapshot: () => [{ n: 999, fill: "" }],
  };
  const first = openJournal(file, store);
  first.append({ n: 1, fill: "" });
  first.close();
  await appendFile(file, '{"n":2,"fi');
  const second = openJournal(file, store);
  second.append({ n: 3, fill: "" });
  second.close();
  openJournal(file, store).close();
  expect(seen).toEqual([1, 1, 3]);

  const third = openJournal(file, store);
  const fill = "x".repeat(1_000_000);
  for (let n = 10; n < 50; n += 1) third.append({ n, fill });
  third.close();
  const text = await readFile(file, "utf8");
  expect(text.length).toBeLessThan(34_000_000);
  expect(text.startsWith('{"n":999')).toBe(true);
  await rm(folder, { recursive: true });
});

test("the company's Facebook page is read from its simulator as from the real one", async () => {
  const town = await openTown();
  const feeds = createFeedReader({ outbound: town.services.outbound, log: town.services.log });
  const { page, token } = town.simulators.demoPage("facebook") ?? { page: "", token: "" };
  const source = town.services.nodes.source("facebook-page");
  if (receives(source)) throw new Error("a page is read");
  let secret = token;
  const poll = (cursor: Record<string, unknown>) =>
    source.poll(
      { account: "", page, token: { secret: "page" } },
      sourceContext(
        { ...town.services, feeds },
        { sourceId: "s", cursor, signal: AbortSignal.timeout(10_000), secret: async () => secret },
      ),
    );
  const first = await poll({});
  expect(first.items.length).toBeGreaterThanOrEqual(5);
  expect(new Set(first.items.map(({ key }) => key)).size).toBe(first.items.length);
  expect((await poll(first.cursor)).unchanged).toBe(true);
  // As time goes by the page posts again; what it posts is read once.
  town.clock.skip(7 * 3_600_000);
  const second = await poll(first.cursor);
  const fresh = second.items.filter(({ key }) => !first.items.some((item) => item.key === key));
  expect(fresh.map(({ title }) => title)).toHaveLength(2);
  const shown = await fetch(`${town.simulators.base}/facebook/${page}`);
  expect(await shown.text()).toContain("Portes ouvertes");
  // Deleted by its own people: the source finds out, and by itself.
  const [one] = fresh;
  const deleted = await fetch(`${town.simulators.base}/facebook/${one!.origin!.remoteId}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
  });
  expect(deleted.status).toBe(200);
  expect((await poll(second.cursor)).gone).toEqual([one!.key]);
  secret = "ended";
  await expect(poll({})).rejects.toMatchObject({ code: "facebook_token", retry: false });
  expect(town.logged()).not.toContain(token);
  await feeds.close();
  await town.close();
});

test("the readers' pages carry no script, no foreign resource, and escape whatever was posted", async () => {
  const town = await openTown();
  const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1) https://example.org/"onmouseover=x'`;
  for (const name of ["x", "mastodon"]) {
    const { identity } = town.simulators.issueToken(name, "lea_martin");
    const login = town.login(name, "lea_martin");
    const result = await town.network(name).publish(town.context(name), login, sendingOf({ text: hostile }));
    if (result.kind !== "published" || result.url === null) throw new Error(JSON.stringify(result));
    for (const url of [
      result.url,
      identity.url ?? "",
      `${town.simulators.base}/${name}/home`,
      `${town.simulators.base}/${name}/`,
    ]) {
      const reply = await fetch(url);
      const markup = await reply.text();
      expect([url, reply.status]).toEqual([url, 200]);
      expect(markup).not.toMatch(/<script|<img|onerror=alert\(1\)>[^&]*<|href="javascript/iu);
      expect(markup).toContain("&#60;script&#62;");
      expect(reply.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'self';/u);
    }
    const styles = await fetch(`${town.simulators.base}/${name}/style.css`);
    expect(styles.headers.get("content-type")).toContain("text/css");
    expect((await fetch(`${town.simulators.base}/${name}/nobody`)).status).toBe(404);
  }
  expect((await fetch(`${town.simulators.base}/favicon.ico`)).status).toBe(404);
  expect(
    (await fetch(`${town.simulators.base}/x/2/tweets`, { method: "POST", body: "x".repeat(6_100_000) })).status,
  ).toBe(413);
  await town.close();
});
