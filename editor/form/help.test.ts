import { beforeAll, expect, test } from "vitest";
import { languages } from "#engine/text.ts";
import { faces, manifests, readManifests } from "../nodes.ts";
import { fieldsOf } from "./field.ts";

beforeAll(() => readManifests(faces.keys()));

/** A line under a setting is read in passing. */
const longest = 160;

/** A case (“With 3 days, …”, “LinkedIn alone: …”), something said, a figure, a name, or “for instance”: a line of rules alone has none of them. */
const example =
  /^(?:With|Without|Avec|Sans)\b|^[^.]{2,32}? ?: |[“«\d@#…]|for instance|, say|par exemple|\.[a-z]{2,}\b|\p{L}\*|\p{Ll}[,:]? \p{Lu}\p{Ll}/u;

/** Settings of steps that a person sees: not a row's own name, not the unit that is drawn with its number. */
const seen = () =>
  [...manifests.values()].flatMap((manifest) => {
    const fields = fieldsOf(manifest);
    const units = new Set(
      fields.flatMap(({ meta: { duration } }) => (duration && "unit" in duration ? [duration.unit] : [])),
    );
    return fields
      .filter(({ name, control }) => control !== "id" && !units.has(name))
      .map((field) => ({ name: `${manifest.type}.${field.name}`, field, type: manifest.type }));
  });

test("every setting explains itself by an example, in one short line, in both languages", () => {
  const settings = seen();
  expect(settings.length).toBeGreaterThan(100);
  const faults = settings.flatMap(({ name, field: { meta } }) =>
    languages.flatMap((language) => {
      const line = meta.help?.[language] ?? "";
      if (line === "") return [`${name} ${language}: nothing explains it`];
      return [
        ...(line.length > longest ? [`${name} ${language}: ${line.length} letters`] : []),
        ...(example.test(line) ? [] : [`${name} ${language}: no example in “${line}”`]),
        ...(language === "fr" && line === meta.help?.en ? [`${name}: not in French`] : []),
      ];
    }),
  );
  expect(faults).toEqual([]);
});

test("in a list of small forms, what is typed has an example in its field", () => {
  for (const { name, field } of seen())
    for (const own of field.row.filter(({ control }) => ["text", "tags", "template", "textarea"].includes(control)))
      expect(own.meta.placeholder?.fr, `${name}.${own.name}`).toBeTruthy();
});

test("a step never opens with all of its settings put away, and what must be filled in is not put away", () => {
  for (const [type, list] of Map.groupBy(seen(), (setting) => setting.type)) {
    expect(
      list.some(({ field }) => field.meta.rare !== true),
      type,
    ).toBe(true);
    const manifest = manifests.get(type)!;
    const parsed = manifest.config.safeParse(manifest.defaults);
    const blank = parsed.success ? (manifest.check?.(parsed.data) ?? []).map(({ field }) => field) : [];
    for (const { name, field } of list)
      expect(field.meta.rare === true && blank.includes(field.name), `${name} is to be filled in`).toBe(false);
  }
});

test("people are told of news, not of elements, and not in the words of programmers", () => {
  const jargon = /éléments?\b|\bRE2\b|\bregex|\bGUID\b|JSON|\bHTML\b|canonique|canonical|mot-dièse/iu;
  for (const manifest of manifests.values()) {
    const all = [
      ...[manifest.title, manifest.help, ...manifest.inputs.map(({ title }) => title)],
      ...fieldsOf(manifest).flatMap((field) =>
        [field, ...field.row].flatMap(({ meta }) => [
          meta.label,
          meta.help,
          meta.placeholder,
          ...Object.values(meta.options ?? {}),
        ]),
      ),
    ];
    for (const words of all)
      for (const language of languages)
        if (words) expect(words[language], `${manifest.type} ${language}`).not.toMatch(jargon);
  }
});
