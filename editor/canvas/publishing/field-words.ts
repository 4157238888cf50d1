import type { MapNode } from "#engine/map.ts";
import { matchRef, refLabel } from "#engine/ref.ts";
import type { Manifest } from "#engine/node.ts";
import { type Field, fieldsOf } from "../../form/field.ts";
import type { Words } from "../../language.tsx";
import { flat } from "#engine/difference.ts";
import { listParts, type Part, textParts, whole } from "../../drawing/parts.ts";

/** What a setting was and is, in the reader's words. `list`: its parts are entries, not words. */
export type Changed = { label: string; parts: Part[]; list: boolean };

/** Who is meant by what a map keeps. */
export type Known = {
  accounts: readonly { ref: string; network: string; handle: string; name: string }[];
  /** Names of people who draw maps, by their ids. */
  people: ReadonlyMap<string, string>;
};

/** The settings of a step that differ, as its form calls them, in the form's order. */
export function changedFields(
  before: MapNode,
  after: MapNode,
  manifest: Manifest | undefined,
  words: Pick<Words, "t" | "text" | "language">,
  known: Known,
): Changed[] {
  const found: Changed[] = [];
  if (before.title !== after.title)
    found.push({ label: words.t("changes.title"), parts: textParts(before.title, after.title), list: false });
  if (before.disabled !== after.disabled) {
    const said = ({ disabled }: MapNode) => words.t(disabled === true ? "changes.yes" : "changes.no");
    found.push({ label: words.t("changes.disabled"), parts: whole(said(before), said(after)), list: false });
  }
  const fields = manifest ? fieldsOf(manifest) : [];
  const names = new Set([
    ...fields.map(({ name }) => name),
    ...Object.keys(before.config),
    ...Object.keys(after.config),
  ]);
  for (const name of names) {
    const [old, now] = [before.config[name], after.config[name]];
    if (flat(old) === flat(now)) continue;
    const field = fields.find((each) => each.name === name);
    const label = field?.meta.label ? words.text(field.meta.label) : name;
    found.push({ label, ...partsOf(field, old, now, words, known) });
  }
  return found;
}

function partsOf(
  field: Field | undefined,
  old: unknown,
  now: unknown,
  words: Pick<Words, "t" | "text" | "language">,
  known: Known,
): { parts: Part[]; list: boolean } {
  if (Array.isArray(old) || Array.isArray(now)) {
    const list = (value: unknown) => (Array.isArray(value) ? value.map((each) => said(field, each, words, known)) : []);
    return { parts: listParts(list(old), list(now)), list: true };
  }
  const [before, after] = [said(field, old, words, known), said(field, now, words, known)];
  const prose = typeof old === "string" && typeof now === "string" && readable(field);
  return { parts: prose ? textParts(before, after) : whole(before, after), list: false };
}

/** Texts that are written in words; an address, a name of an account or a choice is another one as a whole. */
const readable = (field: Field | undefined): boolean =>
  field === undefined || field.control === "template" || field.control === "textarea" || field.control === "text";

/** One value in words. */
function said(
  field: Field | undefined,
  value: unknown,
  words: Pick<Words, "t" | "text" | "language">,
  known: Known,
): string {
  if (value === undefined || value === null || value === "") return "";
  if (typeof value === "boolean") return words.t(value ? "changes.yes" : "changes.no");
  if (typeof value === "number") return value.toLocaleString(words.language);
  if (typeof value !== "string") return saidWhole(field, value, words, known);
  const option = field?.meta.options?.[value];
  if (option !== undefined) return words.text(option);
  if (field?.control === "account") {
    const match = matchRef(value, known.accounts);
    return match.kind === "one" ? match.account.name || refLabel(value) : refLabel(value);
  }
  if (field?.control === "editors") return known.people.get(value) ?? words.t("changes.somebody");
  if (field?.control === "language")
    return new Intl.DisplayNames([words.language], { type: "language", fallback: "code" }).of(value) ?? value;
  return value;
}

/** A row of a form, by its own fields; ids that nobody sees stay out. What has no form is said by its values. */
function saidWhole(
  field: Field | undefined,
  value: unknown,
  words: Pick<Words, "t" | "text" | "language">,
  known: Known,
): string {
  if (typeof value !== "object" || value === null) return String(value);
  const rows = new Map((field?.row ?? []).map((each) => [each.name, each]));
  return Object.entries(value)
    .filter(([name]) => rows.get(name)?.control !== "id")
    .map(([name, one]) =>
      Array.isArray(one)
        ? one.map((each) => said(rows.get(name), each, words, known)).join(", ")
        : said(rows.get(name), one, words, known),
    )
    .filter((text) => text !== "")
    .join(" · ");
}
