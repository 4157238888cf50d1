import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Memory, recognise, type Stored } from "./identity.ts";
import { type Item, unsaid } from "./item.ts";
import { itemKey } from "./key.ts";

type Entry = { id?: string; link?: string; title?: string; words?: string; published?: string };
const sha256 = (text: string) => hash("sha256", text);

function read({ id, link, title = "", words = "", published }: Entry): Item {
  const key = itemKey({ id: id ?? null, link: link ?? null, title, summary: words }, "source", sha256);
  return {
    ...unsaid,
    key,
    source: "s",
    title,
    text: title,
    link: link ?? null,
    summary: words,
    author: null,
    tags: [],
    published: published ?? null,
  };
}

/** A source as the inbox keeps it, in memory. A poll tells what was new, known and listed twice, by titles (or words). */
function source() {
  const names = new Map<string, { seq: number; shared: boolean }>();
  const items = new Map<number, Stored>();
  let anchored = false;
  const keep = (seq: number, called: readonly string[]) => {
    for (const name of called) if (!names.has(name)) names.set(name, { seq, shared: false });
  };
  return {
    keys: () => [...items.values()].map(({ key }) => key),
    poll: (entries: Entry[]) => {
      const memory: Memory = { anchored, names, items, keys: new Set([...items.values()].map(({ key }) => key)) };
      const found = recognise(entries.map(read), memory, sha256);
      for (const { item, names: called } of found.fresh) {
        const seq = items.size + 1;
        items.set(seq, { seq, key: item.key, title: item.title, link: item.link, published: item.published });
        keep(seq, called);
      }
      for (const { seq, names: called } of found.known) keep(seq, called);
      for (const name of found.shared) names.set(name, { ...names.get(name)!, shared: true });
      ({ anchored } = found);
      const say = ({ title, summary }: Item) => title || summary;
      return {
        fresh: found.fresh.map(({ item }) => say(item)),
        known: found.known.map(({ item }) => say(item)),
        changed: found.known.filter(({ changed }) => changed).map(({ item }) => say(item)),
        doubled: found.doubled.map(say),
        count: found.fresh.length + found.known.length + found.doubled.length,
      };
    },
  };
}

const site = "https://www.a.example";

describe("an id", () => {
  test("that is an address is one however it is spelled", () => {
    const blog = source();
    blog.poll([{ id: "http://www.a.example/?p=1", link: "http://www.a.example/one", title: "One" }]);
    expect(blog.poll([{ id: "https://a.example/?p=1", link: "https://a.example/one", title: "One" }]).fresh).toEqual(
      [],
    );
  });

  test("names an item whatever becomes of its title and address", () => {
    const blog = source();
    blog.poll([{ id: "1", link: `${site}/buidl`, title: "Buidl a shop" }]);
    const corrected = blog.poll([{ id: "1", link: `${site}/build`, title: "Build a shop" }]);
    expect(corrected).toMatchObject({ fresh: [], known: ["Build a shop"], changed: ["Build a shop"] });
    // What it is called now stays known, were its id lost.
    expect(blog.poll([{ id: "new", link: `${site}/build`, title: "Build a shop" }])).toMatchObject({
      fresh: [],
      changed: ["Build a shop"],
    });
    expect(blog.poll([{ id: "1", link: `${site}/buidl`, title: "Buidl a shop" }])).toMatchObject({
      fresh: [],
      changed: [],
    });
  });

  test("that several entries carry names none of them, from then on", () => {
    const blog = source();
    blog.poll([{ id: site, link: `${site}/1`, title: "One" }]);
    const all = ["Three", "Two", "One"].map((title, n) => ({ id: site, link: `${site}/${3 - n}`, title }));
    expect(blog.poll(all)).toMatchObject({ fresh: ["Three", "Two"], known: ["One"], doubled: [] });
    expect(blog.poll([{ id: site, link: `${site}/4`, title: "Four" }]).fresh).toEqual(["Four"]);
    // Id and address name it now: its title may be corrected.
    expect(blog.poll([{ id: site, link: `${site}/2`, title: "2" }])).toMatchObject({ fresh: [], known: ["2"] });
    expect(new Set(blog.keys()).size).toBe(4);
  });

  test("and address that several entries carry leave it to the headline, then to the words", () => {
    const notices = source();
    const at = (title: string, words = "") => ({ id: "x", link: `${site}/notices`, title, words });
    expect(notices.poll([at("No water"), at("No lunch")]).fresh).toEqual(["No water", "No lunch"]);
    expect(notices.poll([at("No lunch", "corrected"), at("No heating")])).toMatchObject({
      fresh: ["No heating"],
      known: ["No lunch"],
    });
    const untitled = source();
    const says = (words: string) => ({ id: "x", link: `${site}/wall`, words });
    expect(untitled.poll([says("Hello"), says("World")]).fresh).toEqual(["Hello", "World"]);
    expect(untitled.poll([says("Again"), says("World"), says("World")])).toMatchObject({
      fresh: ["Again"],
      known: ["World"],
      doubled: ["World"],
    });
  });

  test("made anew at each reading makes no new item: address and headline are the same", () => {
    const alerts = source();
    const entries = (turn: number) =>
      ["One", "Two"].map((title) => ({ id: `${title}-${turn}`, link: `${site}/${title}`, title }));
    alerts.poll(entries(1));
    expect(alerts.poll(entries(2))).toMatchObject({ fresh: [], known: ["One", "Two"], changed: [] });
  });

  test("of its own tells a headline that comes again on another page", () => {
    const series = source();
    series.poll([{ id: "1", link: `${site}/week-1`, title: "The week" }]);
    expect(series.poll([{ id: "2", link: `${site}/week-2`, title: "The week" }]).fresh).toEqual(["The week"]);
  });

  test("of its own tells a headline that comes again on a mere home page", () => {
    const series = source();
    series.poll([{ id: "1", link: site, title: "Menu" }]);
    expect(series.poll([{ id: "2", link: site, title: "Menu" }]).fresh).toEqual(["Menu"]);
  });
});

describe("without an id", () => {
  test("the page names an item, and its headline may be corrected", () => {
    const blog = source();
    blog.poll([{ link: `${site}/1`, title: "The new hall is almost ready now" }]);
    expect(blog.poll([{ link: `${site}/1/`, title: "The new hall is almost ready now!" }]).fresh).toEqual([]);
    const misspelled = source();
    misspelled.poll([{ link: `${site}/1`, title: "Une fote dans le titre" }]);
    expect(misspelled.poll([{ link: `${site}/1`, title: "Une faute dans le titre" }]).changed).toEqual([
      "Une faute dans le titre",
    ]);
    const dated = source();
    dated.poll([{ link: `${site}/1`, title: "Hall", published: "2026-03-01" }]);
    expect(dated.poll([{ link: `${site}/1`, title: "A new hall", published: "2026-03-01" }])).toMatchObject({
      fresh: [],
      changed: ["A new hall"],
    });
  });

  test("another headline on the same page is another item", () => {
    const notices = source();
    notices.poll([{ link: `${site}/notices`, title: "No water" }]);
    expect(notices.poll([{ link: `${site}/notices`, title: "No lunch" }]).fresh).toEqual(["No lunch"]);
    expect(
      notices.poll([
        { link: `${site}/notices`, title: "No heating" },
        { link: `${site}/notices`, title: "No water" },
      ]),
    ).toMatchObject({ fresh: ["No heating"], known: ["No water"] });
    expect(new Set(notices.keys()).size).toBe(3);
  });

  test("and address the words name it", () => {
    const blog = source();
    expect(blog.poll([{ words: "Hello" }, { words: "World" }, { words: "Hello" }])).toMatchObject({
      fresh: ["Hello", "World"],
      doubled: ["Hello"],
    });
    expect(blog.poll([{ words: "World" }]).fresh).toEqual([]);
  });
});

describe("what stands behind # in an address", () => {
  const version = (part: string, title: string) => ({ link: `${site}/log#${part}`, title });

  test("counts where a document tells entries apart by it, and for what came before", () => {
    const log = source();
    log.poll([version("v1", "Version 1")]);
    expect(log.poll([version("v2", "Version 2"), version("v1", "Version 1")])).toMatchObject({
      fresh: ["Version 2"],
      known: ["Version 1"],
    });
    expect(log.poll([version("v3", "Version 2")]).fresh).toEqual(["Version 2"]);
    expect(new Set(log.keys()).size).toBe(3);
  });

  test("counts where entries differ by nothing else, in one document or from one to the next", () => {
    const status = source();
    expect(status.poll([version("a", "Incident"), version("b", "Incident")]).fresh).toHaveLength(2);
    const short = source();
    short.poll([version("a", "Incident")]);
    expect(short.poll([version("b", "Incident")]).fresh).toEqual(["Incident"]);
  });

  test("does not count where it is a mark, or an entry's own comments", () => {
    const blog = source();
    blog.poll([{ link: `${site}/1#xtor=RSS-1`, title: "One" }]);
    expect(blog.poll([{ link: `${site}/1#xtor=RSS-2`, title: "One" }]).fresh).toEqual([]);
    expect(
      blog.poll([
        { link: `${site}/2`, title: "Two" },
        { link: `${site}/2#comments`, title: "Two" },
      ]),
    ).toMatchObject({ fresh: ["Two"], doubled: ["Two"] });
  });

  test("that is corrected under an id is a correction", () => {
    const log = source();
    log.poll([{ id: "1", ...version("v1", "Version 1") }]);
    expect(log.poll([{ id: "1", ...version("v-1", "Version 1") }]).fresh).toEqual([]);
  });
});

const few = fc.option(fc.constantFrom("a", "b"), { nil: undefined });
const link = fc.option(
  fc.constantFrom(`${site}/1`, `http://a.example/1/`, `${site}/2`, `${site}/2#x`, `${site}/2#y`, site),
  { nil: undefined },
);
const entry = fc.record({ id: few, link, title: few, words: few, published: few }, { noNullPrototype: true });
const someEntries = fc.array(
  entry.map((each) => JSON.parse(JSON.stringify(each)) as Entry),
  { maxLength: 6 },
);

test("what a document holds is new, known or listed twice, and read again nothing of it is new", () => {
  fc.assert(
    fc.property(fc.array(someEntries, { minLength: 1, maxLength: 4 }), (documents) => {
      const any = source();
      for (const document of documents) {
        expect(any.poll(document).count).toBe(document.length);
        expect(any.poll(document)).toMatchObject({ fresh: [], count: document.length });
        expect(new Set(any.keys()).size).toBe(any.keys().length);
      }
    }),
    { numRuns: 2000 },
  );
});
