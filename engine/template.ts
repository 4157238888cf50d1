import { saysSomething } from "./bare.ts";
import { itemFields } from "./item.ts";
import type { Item, ItemField } from "./item.ts";
import { ellipsis, ended, graphemes, shorten } from "./cut.ts";
import { hashtags } from "./hashtags.ts";
import {
  fieldName,
  fieldNamed,
  filterMeanings,
  filterName,
  filterNamed,
  type FilterName,
  nearestField,
  nearestFilter,
} from "./template-names.ts";
import type { Language, Text } from "./text.ts";

/**
 * Placeholders like `{{ title }}` or `{{ summary | truncate: 120 }}`, named in any of our languages (`{{ titre | majuscules }}`). Logic-less on purpose: no loops, no conditions, no
 * access to anything but the item's fields, so that a template of any author is safe and its cost is known. It is checked in
 * the browser while it is typed, by the same code that renders it.
 */
export type Template = readonly (string | { field: ItemField; filters: readonly Step[] })[];
type Step = { filter: Filter; argument: string | number | null };

/** The longest result in UTF-16 units: at most 60 kB in UTF-8, and what `Item.text` takes. */
const maxLength = 20_000;
const maxFilters = 10;

type Filter = {
  takes: "number" | "text" | "nothing";
  run: (value: string, argument: string | number | null, item: Item) => string;
};

const filters: Readonly<Record<FilterName, Filter>> = {
  truncate: { takes: "number", run: (value, most) => ellipsis(value, Number(most)) },
  words: { takes: "number", run: (value, most) => firstWords(value, Number(most)) },
  upcase: { takes: "nothing", run: (value) => value.toUpperCase() },
  downcase: { takes: "nothing", run: (value) => value.toLowerCase() },
  capitalize: { takes: "nothing", run: (value) => capitalise(value) },
  default: { takes: "text", run: (value, other) => (value.trim() === "" ? String(other) : value) },
  date: { takes: "text", run: (value, language) => dateIn(value, String(language)) },
  hashtags: { takes: "number", run: (_value, most, item) => hashtags(item.tags, Number(most), item.language) },
};

/** All fields and filters, as they are listed for a reader. */
export const listFields = (language: Language): string =>
  itemFields.map((field) => fieldName(field, language)).join(", ");
export const listFilters = (language: Language): string =>
  filterMeanings.map((filter) => filterName(filter, language)).join(", ");

/** Reads a template, or says what is wrong with it, naming what is legal. */
export function readTemplate(text: string): { template: Template; problem: null } | { template: null; problem: Text } {
  const parts: Template[number][] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("{{", at);
    if (text.slice(at, open < 0 ? undefined : open).includes("{%"))
      return wrong(
        "{% … %} is not available; use placeholders such as {{title}}.",
        "{% … %} n’est pas disponible ; utilisez des champs comme {{title}}.",
      );
    if (open < 0) {
      parts.push(text.slice(at));
      break;
    }
    if (open > at) parts.push(text.slice(at, open));
    const close = text.indexOf("}}", open);
    if (close < 0) return wrong('A placeholder is not closed: add "}}".', "Un champ n’est pas fermé : ajoutez « }} ».");
    const placeholder = readPlaceholder(text.slice(open + 2, close).trim());
    if ("problem" in placeholder) return placeholder;
    parts.push(placeholder);
    at = close + 2;
  }
  return { template: parts, problem: null };
}

type Wrong = { template: null; problem: Text };

function readPlaceholder(inner: string): Exclude<Template[number], string> | Wrong {
  const [name = "", ...steps] = inner.split("|").map((part) => part.trim());
  const field = fieldNamed(name);
  if (field === null) {
    const near = nearestField(name);
    const meant = (language: Language): string => (near === null ? "" : `{{${fieldName(near, language)}}}`);
    return wrong(
      `{{${name}}} is not known${near === null ? "" : ` (is ${meant("en")} meant?)`}. Use one of: ${listFields("en")}.`,
      `{{${name}}} est inconnu${near === null ? "" : ` (s’agit-il de ${meant("fr")} ?)`}. Utilisez l’un de : ${listFields("fr")}.`,
    );
  }
  if (steps.length > maxFilters)
    return wrong(`{{${name}}} has more than ${maxFilters} filters.`, `{{${name}}} a plus de ${maxFilters} filtres.`);
  const read: Step[] = [];
  for (const step of steps) {
    const colon = step.indexOf(":");
    const called = (colon < 0 ? step : step.slice(0, colon)).trim();
    const raw = colon < 0 ? null : step.slice(colon + 1).trim();
    const known = filterNamed(called);
    if (known === null) {
      const near = nearestFilter(called);
      const meant = (language: Language): string => (near === null ? "" : filterName(near, language));
      return wrong(
        `The filter "${called}" is not known${near === null ? "" : ` (is "${meant("en")}" meant?)`}. Use one of: ${listFilters("en")}.`,
        `Le filtre « ${called} » est inconnu${near === null ? "" : ` (s’agit-il de « ${meant("fr")} » ?)`}. Utilisez l’un de : ${listFilters("fr")}.`,
      );
    }
    const filter = filters[known];
    const argument = readArgument(raw, filter.takes);
    if (argument === undefined) {
      const example = { number: "60", text: '"…"', nothing: "" }[filter.takes];
      const [en, fr] = [filterName(known, "en"), filterName(known, "fr")];
      return filter.takes === "nothing"
        ? wrong(`The filter "${en}" takes no value.`, `Le filtre « ${fr} » ne prend pas de valeur.`)
        : wrong(
            `The filter "${en}" needs a value, for example ${en}: ${example}.`,
            `Le filtre « ${fr} » demande une valeur, par exemple ${fr}: ${example}.`,
          );
    }
    read.push({ filter, argument });
  }
  return { field, filters: read };
}

/** undefined: not what the filter takes. */
function readArgument(raw: string | null, takes: Filter["takes"]): string | number | null | undefined {
  if (takes === "nothing") return raw === null ? null : undefined;
  if (raw === null) return undefined;
  if (takes === "number") return /^\d{1,5}$/u.test(raw) && Number(raw) >= 1 ? Number(raw) : undefined;
  return /^(["'])((?:(?!\1).)*)\1$/su.exec(raw)?.[2] ?? (/^[\p{L}\p{N}_-]+$/u.test(raw) ? raw : undefined);
}

/** Letters of the summary that stand for a title where there is none, as in micro-blogs. */
export const titleFromSummary = 200;

/** What comes of an item into a post, besides where it leads and where it is from. */
const words: ReadonlySet<string> = new Set(["title", "summary", "text", "author", "tags"] satisfies ItemField[]);

/** Whether a template, or what it makes of one item, holds nothing of what an item says: a bare address, with words around it perhaps. */
export function isSilent(template: Template, item?: Item): boolean {
  return template.every(
    (part) =>
      typeof part === "string" ||
      !words.has(part.field) ||
      (item !== undefined && !saysSomething(filled(part, template, item))),
  );
}

function filled(part: Exclude<Template[number], string>, template: Template, item: Item): string {
  return part.filters.reduce(
    (value, { filter, argument }) => capped(filter.run(value, argument, item)),
    valueOf(item, part.field, template),
  );
}

/** The template filled in for one item, at most 20,000 UTF-16 units. Total: a field without a value is empty. */
export function render(template: Template, item: Item): string {
  let text = "";
  for (const part of template) {
    text += typeof part === "string" ? part : filled(part, template, item);
    if (text.length > maxLength) break;
  }
  // An empty field leaves neither gaps nor blank lines behind.
  const even = text.replace(/[^\S\n]{2,}/gu, " ");
  const tidy = even.includes("\n") ? even.replace(/ ?\n ?/gu, "\n").replace(/\n{3,}/gu, "\n\n") : even;
  return capped(tidy.trim());
}

const capped = (text: string): string => shorten(text, maxLength, ({ length }) => length);

/** An item without a title says its first words in its place, unless the template says them anyway. */
function valueOf(item: Item, field: ItemField, template: Template): string {
  const value = item[field];
  if (field === "title" && item.title.trim() === "" && !template.some(saysAll))
    return ellipsis(item.summary, titleFromSummary);
  return Array.isArray(value) ? value.join(", ") : (value ?? "");
}

const saysAll = (part: Template[number]): boolean =>
  typeof part === "object" && (part.field === "summary" || part.field === "text");

function firstWords(value: string, most: number): string {
  const words = value.trim().split(/\s+/u);
  return words.length <= most ? value : ended(words.slice(0, most).join(" "));
}

function capitalise(value: string): string {
  const [first = ""] = graphemes(value.slice(0, 40));
  return first.toUpperCase() + value.slice(first.length);
}

/** In UTC, since a map knows no reader's zone; a language that is not known leaves the date as it is. */
function dateIn(value: string, language: string): string {
  const time = Date.parse(value);
  if (Number.isNaN(time)) return "";
  try {
    return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(time);
  } catch {
    return value;
  }
}

const wrong = (en: string, fr: string): Wrong => ({ template: null, problem: { en, fr } });
