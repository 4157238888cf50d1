import { IntlMessageFormat } from "intl-messageformat";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { languages } from "#engine/text.ts";
import { french, wordsOf } from "./language.tsx";
import { catalogue, type Key, rooms } from "./messages/catalogue.ts";
import { speak } from "./messages/spoken.ts";
import { relative } from "./ui/relative.ts";

for (const words of Object.values(rooms)) speak(words);
const keys = Object.keys(catalogue) as Key[];
const place = import.meta.dirname;
const sources = readdirSync(place, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("messages") && !file.includes(".test."))
  .map((file) => readFileSync(join(place, file), "utf8"));

/** The names of the values that a message takes. */
const valuesOf = (message: string): string[] => {
  const names = new Set<string>();
  JSON.stringify(new IntlMessageFormat(message, "en").getAst(), (key, value: unknown) => {
    if (
      typeof value === "object" &&
      value !== null &&
      "value" in value &&
      "type" in value &&
      typeof value.value === "string" &&
      typeof value.type === "number" &&
      value.type > 0 &&
      value.type < 7
    )
      names.add(value.value);
    return value;
  });
  return [...names].toSorted();
};

test("every sentence has words in both languages, in sound ICU syntax, with the same values", () => {
  for (const key of keys) {
    for (const language of languages) expect(catalogue[key][language].trim(), `${key} ${language}`).not.toBe("");
    expect(valuesOf(catalogue[key].fr), key).toEqual(valuesOf(catalogue[key].en));
  }
});

test("only words that are the same in both languages are left the same", () => {
  const same = keys.filter(
    (key) => catalogue[key].en === catalogue[key].fr && /\p{L}{4}/u.test(catalogue[key].en.replace(/\{[^}]*\}/g, "")),
  );
  expect(same).toEqual([
    "app.name",
    "nav.sources",
    "nav.suggestedTo",
    "nav.programme",
    "role.manager",
    "kind.source",
    "kind.one.source",
    "mark.add",
    "mark.violet",
    "bar.preview",
    "runs.version",
    "paste.notes",
    "backtest.tab.posts",
    "delivery.status",
    "content.kind.article",
    "content.kind.podcast",
    "content.when",
    "offer.file.file",
    "live.messages",
    "drawer.tests",
    "posts.message",
    "limits.title",
    "changes.description",
    "changes.testCount",
    "versions.row",
    "outcome.converted",
    "sources.title",
    "suggest.tab.photo",
    "desk.title",
    "desk.kind.photo",
    "settings.conversions",
    "settings.secrets",
    "health.minutes",
    "networks.version",
    "mail.port",
    "mail.tls",
    "mail.tls.starttls",
    "mail.auth.xoauth2",
    "mailReturns.tls.starttls",
    "amount.minutes",
  ]);
});

test("French apostrophes and quotes are the typographic ones", () => {
  const wrong = keys.filter((key) => /\p{L}'\p{L}|"/u.test(catalogue[key].fr));
  expect(wrong).toEqual([]);
});

test("every sentence is used somewhere", () => {
  const whole = sources.join("\n");
  const unused = keys.filter((key) => {
    if (whole.includes(`"${key}"`)) return false;
    // Keys with a variable part are written as templates: t(`run.state.${state}`).
    return (
      !key
        .split(".")
        .some((_, index, parts) => index > 0 && whole.includes(`\`${parts.slice(0, index).join(".")}.\${`)) &&
      !/(Help|HelpCompany)$/.test(key)
    );
  });
  expect(unused).toEqual([]);
});

test("plurals follow the language", () => {
  const [en, fr] = [wordsOf("en"), wordsOf("fr")];
  expect([0, 1, 2].map((count) => en.t("count.items", { count }))).toEqual(["0 items", "1 item", "2 items"]);
  expect([0, 1, 2].map((count) => fr.t("count.items", { count }))).toEqual(["0 nouvelle", "1 nouvelle", "2 nouvelles"]);
});

test("French punctuation has its narrow spaces", () => {
  expect(french("Où : « ici » ?")).toBe("Où\u00a0: «\u00a0ici\u00a0»\u00a0?");
  expect(french("au plus 1 000 éléments, 3 fois")).toBe("au plus 1\u00a0000 éléments, 3 fois");
  expect(french("du 1 janvier au 1 févr. 2027")).toBe("du 1er janvier au 1er févr. 2027");
  expect(french("11 mai, 1 mail, 2,1 mai")).toBe("11 mai, 1 mail, 2,1 mai");
});

test("relative times are told in the reader's language", () => {
  const now = Date.UTC(2026, 0, 1);
  expect(relative(now - 3 * 60_000, now, "en")).toBe("3 minutes ago");
  expect(relative(now + 26 * 3_600_000, now, "fr")).toBe("demain");
  expect(relative(now + 20_000, now, "en")).toBeNull();
});

test.each(Object.entries(rooms))(
  "what only the pages of %s say is said by no other: its words are not there before",
  (room, words) => {
    const theirs = new Set<string>(Object.keys(words));
    const wrong = readdirSync(place, { recursive: true, encoding: "utf8" }).flatMap((path) => {
      if (path.startsWith(`${room}/`) || /^messages\/|\.test\./u.test(path) || !/\.tsx?$/u.test(path)) return [];
      const said = readFileSync(join(place, path), "utf8").matchAll(/["`]([\w-]+(?:\.[\w-]+)+)["`]/gu);
      return [...said].flatMap(([, key = ""]) => (theirs.has(key) ? [`${path}: ${key}`] : []));
    });
    expect(wrong).toEqual([]);
  },
);

test("no two files of messages have a word of their own for one key", () => {
  const folder = join(place, "messages");
  const all = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^ {2}"?([\w.]+)"?: \{/gmu)].map(([, key = ""]) => key),
  );
  expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  expect(new Set(all)).toEqual(new Set(keys));
});
