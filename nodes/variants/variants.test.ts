import { expect, test } from "vitest";
import { chain, step } from "#test/support/chain.ts";
import { item, publisher } from "#test/support/toys.ts";
import { manifest as utmManifest } from "../utm/node.ts";
import { process as utmProcess } from "../utm/run.ts";
import { manifest } from "./node.ts";
import { process } from "./run.ts";

const variants = step({ manifest, process });
const utm = step({ manifest: utmManifest, process: utmProcess });
const accounts = [
  ...["lea", "leo", "ada"].map((name) => publisher(`x:${name}`)),
  publisher("x:acme", { member: null }),
];
const story = (key: string) =>
  item(key, { title: "Acme recrute", text: "Acme recrute", link: `https://acme.example/${key}` });
const wordings = (...texts: string[]) => ({ wordings: texts.map((text) => ({ text })) });

test("each account, the company's page too, gets a wording of its own, over several targets and through the steps behind", () => {
  const settings = wordings(
    "{{title}} {{link}}",
    "On recrute : {{title}}",
    "{{title}} — rejoignez-nous",
    "À lire : {{title}}",
  );
  const { wanted, drops } = chain(
    [
      [variants, settings],
      [utm, { source: "ambassadors" }],
    ],
    [story("1"), story("2")],
    accounts,
  );
  expect(drops).toEqual([]);
  for (const key of ["1", "2"]) {
    const posts = wanted.filter((one) => one.item.key === key).map((one) => one.item.text);
    expect(posts.toSorted()).toEqual([
      `Acme recrute https://acme.example/${key}?utm_source=ambassadors`,
      "Acme recrute — rejoignez-nous",
      "On recrute : Acme recrute",
      "À lire : Acme recrute",
    ]);
  }
});

test("where they run short they are used again, or whoever is left is left out with the reason", () => {
  const two = wordings("{{title}}", "On recrute : {{title}}");
  const again = chain([[variants, two]], [story("1")], accounts);
  const uses = Map.groupBy(again.wanted, ({ item: { text } }) => text);
  expect([...uses.values()].map(({ length }) => length)).toEqual([2, 2]);
  const once = chain([[variants, { ...two, short: "leave" }]], [story("1")], accounts);
  expect(once.wanted).toHaveLength(2);
  expect(once.drops.map(({ account, code }) => [account !== null, code])).toEqual(Array(2).fill([true, "no-wording"]));
  expect(Object.values(once.targets)).toEqual([1, 1, 1, 1]);
  expect(once.steps.flatMap((one) => (one.node.startsWith("w") ? [one.drops] : [])).toSorted()).toEqual([0, 0, 1, 1]);
});

test("what was given in a run before stays, and is given to nobody else", () => {
  const settings = { ...wordings("{{title}}", "On recrute : {{title}}"), short: "leave" };
  const [first] = chain([[variants, settings]], [story("1")], accounts.slice(0, 1)).wanted;
  const given = new Map([["1", new Map([[first!.account.id, [first!.wording!]]])]]);
  const later = chain([[variants, settings]], [story("1")], accounts.slice(0, 2), given).wanted;
  expect(later.map(({ account, wording }) => [account.ref, wording])[0]).toEqual(["x:lea", first!.wording]);
  expect(later[1]!.wording).not.toBe(first!.wording);
});

test("a wording that says nothing of an item is none of its; an item without any goes with the reason", () => {
  const settings = wordings("Par {{author}}", "{{title}}", "{{ title }}");
  const { wanted, drops } = chain(
    [[variants, settings]],
    [story("1"), item("2", { title: "", link: "https://acme.example/2" })],
    accounts.slice(0, 2),
  );
  expect(wanted.map(({ item: { text } }) => text)).toEqual(["Acme recrute", "Acme recrute"]);
  expect(drops.map(({ item: { key }, code }) => [key, code])).toEqual([["2", "bare-link"]]);
});

test("what is still to be written is said, and a placeholder that there is not", () => {
  const codes = (...texts: string[]) =>
    manifest.check?.({ ...wordings(...texts), short: "reuse" }).map(({ code }) => code);
  expect(codes()).toEqual(["no-wordings"]);
  expect(codes("{{title}}")).toEqual(["one-wording"]);
  expect(codes("{{title}}", " {{title}}")).toEqual(["same-wording"]);
  expect(codes("Bonjour", "Salut")).toEqual(["silent-template"]);
  expect(codes("{{title}}", "On recrute : {{title}}")).toEqual([]);
  expect(manifest.config.safeParse(wordings("{{titel}}")).success).toBe(false);
});

test("the least that it writes begins as every wording does", () => {
  expect(manifest.least?.({ ...wordings("@acme {{title}}", "@acme recrute"), short: "reuse" })).toBe("@acme ");
  expect(manifest.least?.({ wordings: [], short: "reuse" })).toBe("");
});
