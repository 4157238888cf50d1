import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Card, publishes, type RuleFacts } from "#engine/card.ts";
import { compile } from "#engine/compile.ts";
import { fieldMeta, fieldsOf } from "#engine/issue.ts";
import { nodeKinds } from "#engine/node.ts";
import type { Manifest } from "#engine/node.ts";
import { execute } from "#engine/run.ts";
import { takerOf } from "#engine/taken.ts";
import type { Text } from "#engine/text.ts";
import { drawing, item, publisher } from "#test/support/toys.ts";
import { loadNodes, loadSimulators } from "#server/nodes.ts";

/** Every folder under nodes/ is held to the contract of the house, also those that are added later. */
const nodes = await loadNodes();
const home = new URL("../nodes/", import.meta.url);
const folders = readdirSync(home, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test("there are the nodes and networks that the product promises", () => {
  expect([...nodes.manifests.keys()]).toEqual(
    expect.arrayContaining([
      "rss",
      "google-alerts",
      "facebook-page",
      "keywords",
      "banned-words",
      "regex",
      "language",
      "author",
      "has-picture",
      "limit",
      "sample",
      "enrich",
      "age",
      "duplicate",
      "template",
      "truncate",
      "utm",
      "switch",
      "merge",
      "account",
      "ambassadors",
    ]),
  );
  expect([...nodes.networks.keys()]).toEqual(expect.arrayContaining(["x", "mastodon"]));
});

test.each([
  ["https://www.youtube.com/@lumen", "youtube"],
  ["https://youtu.be/dQw4w9WgXcQ", "youtube"],
  ["https://mastodon.social/@lumen", "mastodon"],
  ["https://bsky.app/profile/lumen.example", "bluesky"],
  ["https://www.facebook.com/atelier.lumen/", "facebook-page"],
  ["https://x.com/lumen", "x"],
  ["https://twitter.com/lumen/status/1", "x"],
  ["https://www.linkedin.com/company/lumen/posts/", "linkedin"],
  ["https://mastodon.social/@lumen.rss", null],
  ["https://www.youtube.com/feeds/videos.xml?channel_id=UCaaaaaaaaaaaaaaaaaaaaaa", null],
  ["https://bsky.app/profile/lumen.example/rss", null],
  ["https://lumen.example/users/lea/feed/", null],
  ["https://www.google.fr/alerts/feeds/0123/4567", "google-alerts"],
  ["https://lumen.example/tag/lumiere/", null],
  ["https://lumen.example/users/lea", null],
  ["https://lea.substack.com/@lea", null],
  ["https://lumen.example/actus", null],
  ["http://127.0.0.1:3001/news", null],
  ["nothing", null],
])("an RSS step that is given %s is offered the source %s", (url, type) => {
  const taker = takerOf(nodes.manifests.get("rss")!, { url }, nodes.manifests);
  expect(taker?.type ?? null).toBe(type);
  if (taker === null) return;
  expect(nodes.manifests.get(taker.type)!.config.safeParse(taker.config).success).toBe(true);
  const drawn = { id: "a", type: "rss", config: { url }, position: { x: 0, y: 0 } };
  const offers = (node: object) =>
    compile({ schema: 1, name: "M", nodes: [node] }, nodes).problems.filter(({ code }) => code === "rule-own-source");
  const repair = expect.objectContaining({ do: "become", type, config: taker.config });
  expect(offers(drawn)).toEqual([expect.objectContaining({ node: "a", severity: "warning", repair })]);
  // Once pressed, nothing is offered any more.
  expect(offers({ ...drawn, type, config: taker.config })).toEqual([]);
});

/** Which account a post of the page says that it is of, as its source has it (proven beside each source). */
test.each([
  ["facebook-page", { account: "", page: "Atelier.Lumen" }, "facebook", "atelier.lumen"],
  ["facebook-page", { account: "", page: "104" }, "facebook", "104"],
  ["facebook-page", { account: "facebook:atelier.lumen#104" }, "facebook", "atelier.lumen"],
  ["linkedin", { account: "linkedin:lumen#104" }, "linkedin", "104"],
])("what a page posts never goes back to it: %s %o", (type, settings, network, account) => {
  const lumen = publisher(`${network}:atelier.lumen#104`, {
    handle: network === "linkedin" ? "lumen" : "Atelier.Lumen",
  });
  const other = publisher(`${network}:lumen.lyon#105`, { handle: "lumen.lyon" });
  const accounts = [lumen, other];
  const page = [type, { ...(nodes.manifests.get(type)!.defaults as object), token: undefined, ...settings }];
  const read = JSON.parse(JSON.stringify(page)) as [string, Record<string, unknown>];
  const to = (ref: string): [string, Record<string, unknown>] => ["account", { account: ref }];
  const wired = (more: Record<string, [string, Record<string, unknown>]>, wires: string[]) =>
    compile(drawing({ a: read, z: to(lumen.ref), y: to(other.ref), ...more }, wires), nodes, { accounts });
  const own = ({ problems }: ReturnType<typeof wired>) =>
    problems.filter(({ code }) => code === "own-posts").map(({ edge, severity }) => [edge, severity]);
  expect(own(wired({}, ["a>z", "a>y"]))).toEqual([["a-z", "error"]]);
  // Beside a feed it is let be, for at run each of them is let go for that page, and told.
  const feed: [string, Record<string, unknown>] = ["rss", { url: "https://lumen.example/feed.xml" }];
  const mixed = wired({ f: feed, m: ["merge", {}] }, ["a>m", "f>m", "m>z", "m>y"]);
  expect(own(mixed)).toEqual([["m-z", "warning"]]);
  const items = [
    item("its own", { origin: { network, remoteId: "1", url: null, account } }),
    item("another's", { origin: { network, remoteId: "2", url: null, account: "105" } }),
  ];
  const { process, expand } = nodes;
  const { wanted, drops } = execute(mixed.plan!, {
    feeds: { a: items },
    now: 0,
    states: {},
    accounts,
    process,
    expand,
  });
  expect(wanted.map((one) => [one.item.key, one.account.ref])).toEqual([
    ["its own", other.ref],
    ["another's", lumen.ref],
  ]);
  expect(drops.map((drop) => [drop.code, drop.item.key, drop.account?.ref])).toEqual(
    expect.arrayContaining([["own-post", "its own", lumen.ref]]),
  );
});

describe.each(folders)("nodes/%s", (folder) => {
  const files = readdirSync(new URL(`${folder}/`, home));

  test("is a node or a network, with a test of its own", () => {
    expect(files.includes("node.ts") || files.includes("network.ts")).toBe(true);
    expect(files.some((file) => file.endsWith(".test.ts"))).toBe(true);
  });

  if (!files.includes("node.ts")) return;
  const manifest = nodes.manifests.get(folder) as Manifest;

  test("has the type of its folder, a kind, a version and an icon of strokes", () => {
    expect(manifest.type).toBe(folder);
    expect(nodeKinds).toContain(manifest.kind);
    expect(manifest.version).toBeGreaterThanOrEqual(1);
    // Put into the page as markup: shapes and nothing else.
    expect(manifest.icon).toMatch(
      /^(<(path|circle|rect|line|polyline|polygon|ellipse)( [a-z0-9-]+="[^"<>]*")*\s*\/>)+$/u,
    );
    expect(manifest.icon).not.toMatch(/ on|href|style/u);
  });

  test("speaks both languages wherever a person reads", () => {
    const config = manifest.config.parse(manifest.defaults);
    const ports = [...manifest.inputs, ...manifest.outputs(config)].map(({ title }) => title);
    const fields = Object.values(fieldsOf(manifest.config)).map(fieldMeta);
    const words = fields.flatMap(({ label, help, options, placeholder }) => [
      label,
      help,
      placeholder,
      ...Object.values(options ?? {}),
    ]);
    for (const text of [
      manifest.title,
      manifest.help,
      manifest.summary(config),
      ...ports,
      ...words.filter((word) => word !== undefined),
    ]) {
      expect(bothLanguages(text), JSON.stringify(text)).toBe(true);
    }
    for (const [name, { label }] of Object.entries(fieldsOf(manifest.config)).map(
      ([name, field]) => [name, fieldMeta(field)] as const,
    ))
      expect(label, name).toBeDefined();
    expect(manifest.help.en).not.toBe(manifest.help.fr);
    expect(manifest.summary(config).en.length).toBeLessThanOrEqual(120);
  });

  test("keeps no secret in its settings: only a reference parses", () => {
    const defaults = manifest.config.parse(manifest.defaults) as object;
    for (const [name, field] of Object.entries(fieldsOf(manifest.config))) {
      if (fieldMeta(field).control !== "secret") continue;
      const parses = (value: unknown) => manifest.config.safeParse({ ...defaults, [name]: value }).success;
      expect([parses("plain"), parses({ secret: "Not A Name" }), parses({ secret: "name" })]).toEqual([
        false,
        false,
        true,
      ]);
    }
    for (const { message, field } of manifest.check?.(manifest.config.parse(manifest.defaults)) ?? []) {
      expect(bothLanguages(message), field).toBe(true);
      expect(Object.keys(fieldsOf(manifest.config))).toContain(field.split(".")[0]);
    }
  });

  test("says of a fresh step what is to fill in, quietly: nothing of it is an example, and nothing is wrong", () => {
    const fresh = { id: "a", type: folder, version: manifest.version, config: manifest.defaults };
    const { plan, problems } = compile({ schema: 1, name: "M", nodes: [fresh] }, nodes);
    const own = problems.filter(({ severity, field }) => severity === "error" && field !== undefined);
    expect(own.filter(({ blank }) => !blank)).toEqual([]);
    // Which feed, page or account is nothing that we could know.
    // What people bring to the workspace itself is known without a setting.
    if (manifest.kind === "source" && manifest.receives !== "people") expect(own.length).toBeGreaterThan(0);
    if (own.length > 0) expect(plan).toBeNull();
  });

  test("has defaults that parse, survive being stored, and a strict config that turns into JSON Schema", () => {
    const parsed = manifest.config.parse(manifest.defaults);
    expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
    expect(manifest.config.safeParse({ ...(parsed as object), unheardOf: 1 }).success).toBe(false);
    const schema = z.toJSONSchema(manifest.config, { io: "input" });
    expect(schema).toMatchObject({ type: "object", additionalProperties: false });
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });

  test("leads whoever asks why to the setting that decided, of all that it lets go", () => {
    const run = new URL(`${folder}/run.ts`, home);
    const code = existsSync(run) ? readFileSync(run, "utf8") : "";
    for (const [said, field] of Object.entries(manifest.decides ?? {})) {
      expect(code, said).toContain(`"${said}"`);
      expect(Object.keys(fieldsOf(manifest.config)), said).toContain(field);
    }
    const drops = manifest.kind === "filter" ? [...code.matchAll(/code: "([^"]+)"/gu)].map(([, said]) => said!) : [];
    expect(drops.filter((said) => !Object.hasOwn(manifest.decides ?? {}, said))).toEqual([]);
  });

  test("has upgrades from every version to the next", () => {
    const steps = Array.from({ length: manifest.version - 1 }, (_, index) => index + 1);
    expect(Object.keys(manifest.upgrades ?? {}).map(Number)).toEqual(steps);
  });

  test("has the ports that its kind asks for, each id once", () => {
    const outputs = manifest.outputs(manifest.config.parse(manifest.defaults));
    expect(manifest.inputs.length > 0).toBe(manifest.kind !== "source");
    expect(outputs.length > 0).toBe(manifest.kind !== "target");
    expect(new Set(outputs.map(({ id }) => id)).size).toBe(outputs.length);
    for (const { id } of [...manifest.inputs, ...outputs]) expect(id).toMatch(/^[a-z0-9-]{1,64}$/u);
  });

  test("does what its kind asks for", () => {
    if (manifest.kind === "source") {
      const source = nodes.source(folder);
      expect(source.identify).toBeTypeOf("function");
      // The one or the other: what is brought is never asked for.
      const ways = ["poll", "receive"].filter((way) => way in source);
      expect(ways).toEqual([manifest.receives === undefined ? "poll" : "receive"]);
      expect(Reflect.get(source, ways[0]!)).toBeTypeOf("function");
    } else if (manifest.kind === "target") expect(nodes.expand(folder)).toBeTypeOf("function");
    else {
      const config = manifest.config.parse(manifest.defaults);
      expect(nodes.process(folder)([], config, { now: 0, state: undefined })).toMatchObject({ drops: [] });
    }
  });
});

const networkFolders = folders.filter((folder) => existsSync(new URL(`${folder}/card.ts`, home)));

/** Its card and its network.ts are held to the contract at each start (engine/contract.ts); this is what a start has no time for. */
describe.each(networkFolders)("the network of nodes/%s", async (folder) => {
  const { card } = (await import(new URL(`${folder}/card.ts`, home).href)) as { card: Card };
  const text = fc
    .array(
      fc.oneof(fc.string({ unit: "grapheme" }), fc.webUrl(), fc.constantFrom(" ", "\n", "@lea", "#été", "👩‍🚒", "日本")),
    )
    .map((pieces) => pieces.join(" "));

  test.skipIf(card.here)("has a simulator of its name, and a trial where accounts can post", async () => {
    expect((await loadSimulators()).has(card.name)).toBe(true);
    if (publishes(card)) expect(existsSync(new URL(`${folder}/trial.ts`, home)), "trial.ts").toBe(true);
  });

  test("counts nothing as nothing, and the same text the same", () => {
    expect(card.count("", card.limits)).toBe(0);
    fc.assert(fc.property(text, (words) => card.count(words, card.limits) === card.count(words, card.limits)));
  });

  test("cuts every text so that it fits, and leaves what fits alone", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 300 }), (words, max) => {
        const cut = card.cut(words, max, card.limits);
        expect(card.count(cut, card.limits)).toBeLessThanOrEqual(max);
        if (card.count(words, card.limits) <= max) expect(cut).toBe(words);
      }),
    );
  });

  test("cuts no address, hashtag, mention or letter of several signs in two", () => {
    const wholes = ["https://a.example/un/chemin?x=1", "#Été2026", "@lea@social.example", "👩‍👩‍👧‍👦", "🇫🇷"];
    const words = fc.array(
      fc.oneof(fc.constantFrom(...wholes), fc.string({ unit: fc.constantFrom(..."abcé日"), maxLength: 12 })),
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 120 }), (pieces, max) => {
        for (const piece of card.cut(pieces.join(" "), max, card.limits).split(/[\s…]+/u))
          if (/[^abcé日]/u.test(piece)) expect(wholes).toContain(piece);
      }),
    );
  });

  test("has rules that speak both languages wherever they say something", () => {
    const facts = [0, 1, card.limits.text, card.limits.text + 1].flatMap((length) =>
      ["e", "@lea ", "https://example.org/ "].map((sign): RuleFacts => ({
        text: sign.repeat(length).slice(0, length),
        pictures: card.limits.pictures + 1,
        videos: card.limits.videos + 1,
        silent: 1,
        kind: "person",
        mode: "auto",
        limits: card.limits,
      })),
    );
    for (const { check } of card.rules)
      for (const said of facts.map(check)) expect(said === null || bothLanguages(said)).toBe(true);
  });
});

const bothLanguages = (text: Text) => text.en.trim() !== "" && text.fr.trim() !== "";
