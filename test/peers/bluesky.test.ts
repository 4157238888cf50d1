import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pino } from "pino";
import { network } from "#nodes/bluesky/network.ts";
import { manifest } from "#nodes/bluesky/node.ts";
import { source } from "#nodes/bluesky/run.ts";
import { networkContext } from "#server/networks/bases.ts";
import { createOutbound } from "#server/outbound/client.ts";
import { holdsAt, newcomersNeeded } from "#test/networks/bluesky-rules.ts";
import { connect, fresh, type Place, read, sent } from "#test/networks/bluesky.ts";
import { pollingOf } from "#test/support/polling.ts";
import { type Pds, startPds, type PdsAccount } from "./pds.ts";

let pds: Pds;
let outbound: ReturnType<typeof createOutbound>;
/** Made together: the server takes its time with each, so that nobody can guess passwords. */
const newcomers: { person: PdsAccount; password: string }[] = [];
const people = new Map<string, PdsAccount>();

beforeAll(async () => {
  pds = await startPds();
  await Promise.all(
    // Two more are followed here.
    Array.from({ length: newcomersNeeded + 2 }, async (_, index) => {
      const person = await pds.createAccount(`person-${index}`);
      newcomers.push({ person, password: await pds.createAppPassword(person, "Relaymap") });
      people.set(person.handle, person);
    }),
  );
  const hosts = [pds.url, pds.directoryUrl].map((url) => new URL(url).host);
  outbound = createOutbound({ allowHosts: hosts, log: pino({ level: "silent" }) });
}, 400_000);
afterAll(async () => {
  await outbound?.close();
  await pds?.stop();
});

describe("at a real server", () => {
  const place = (): Place => {
    const networks = { bluesky: { api: pds.url, web: "https://bsky.example" } };
    const services = { settings: { networks }, outbound, clock: { now: () => Date.now() } };
    const context = networkContext(services, network, null);
    return {
      // Whatever the network asks beside is below its redirected address; a real directory is not.
      context: { ...context, bases: { plc: pds.directoryUrl } },
      newcomer: async () => {
        const { person, password } = newcomers.shift()!;
        return { identifier: person.handle, password };
      },
      deletePassword: ({ identifier }) => pds.revokeAppPassword(people.get(identifier)!, "Relaymap"),
    };
  };
  holdsAt(place);

  test("a colleague is followed through a changed handle, their post reposted once by the company, and one that they deleted is known to be gone", async () => {
    const { context, newcomer } = place();
    const [lea, company] = [await newcomer(), await newcomer()];
    const [hers, its] = [await connect({ context }, lea), await connect({ context }, company)];
    const did = hers.login.remoteId;
    // What the reading side would give of this server: it is the one part that is no real peer.
    const appview = createServer((request, response) => {
      const { searchParams, pathname } = new URL(request.url ?? "", "http://localhost");
      const answer = async () => {
        const list = await pds.records(did, "app.bsky.feed.post");
        const author = { did, handle: await pds.handleOf(did), labels: [] };
        const posts = list.map(({ uri, cid, value }) => ({ uri, cid, author, record: value, labels: [] }));
        if (pathname.endsWith("getAuthorFeed"))
          return [did, author.handle].includes(searchParams.get("actor") ?? "")
            ? { feed: posts.map((post) => ({ post })) }
            : null;
        return { posts: posts.filter(({ uri }) => searchParams.getAll("uris").includes(uri)) };
      };
      void answer().then((body) =>
        response
          .writeHead(body === null ? 400 : 200, { "content-type": "application/json" })
          .end(JSON.stringify(body ?? { error: "InvalidRequest", message: "Profile not found" })),
      );
    });
    await new Promise<void>((done) => void appview.listen(0, "localhost", done));
    const seen = {
      ...context,
      bases: { ...context.bases, appview: `http://localhost:${(appview.address() as AddressInfo).port}` },
      fetch: ((url, init) =>
        url.includes("app.bsky.feed")
          ? fetch(url, init as RequestInit)
          : context.fetch(url, init)) as typeof context.fetch,
    };
    const poll = (cursor = {}) =>
      source.poll(
        manifest.config.parse(manifest.takes!(`@${lea.identifier}`)),
        pollingOf({ network: () => seen, cursor }),
      );
    const first = await sent(context, hers.login, fresh({ text: "Sous la coupole" }));
    const one = await poll();
    expect(one.items.map(({ origin }) => origin)).toMatchObject([{ remoteId: first.remoteId, account: did }]);
    expect(one.stays).toContain(did);

    const { origin } = one.items[0]!;
    const original = { remoteId: origin!.remoteId, url: origin!.url! };
    const wish = fresh({ text: "", kind: "repost", original });
    const reposted = await sent(seen, its.login, wish);
    expect(await sent(seen, its.login, wish)).toEqual(reposted);
    expect(await read(context, reposted.remoteId)).toMatchObject({ subject: { uri: first.remoteId } });
    expect(await pds.records(its.login.remoteId, "app.bsky.feed.repost")).toHaveLength(1);

    await pds.changeHandle(people.get(lea.identifier)!, "lea-elsewhere");
    const second = await sent(context, hers.login, fresh({ text: "Sous un autre nom" }, { madeAt: Date.now() }));
    const two = await poll(one.cursor);
    expect(two.items.map(({ key }) => key)).toContain(`bluesky:${second.remoteId}`);
    expect(two.title).toBe("Bluesky · @lea-elsewhere.test");
    // One that stood above another that is still there is looked for where it was put.
    expect((await network.remove!(context, hers.login, { remoteId: second.remoteId })).kind).toBe("published");
    expect((await poll(two.cursor)).gone).toEqual([`bluesky:${second.remoteId}`]);
    await new Promise((done) => appview.close(done));
  });
});
