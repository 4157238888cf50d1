/** Marks by which a site's statistics tell where a visit came from, e.g. `utm_source`. */
export type Marks = readonly (readonly [name: string, value: string])[];

/**
 * An address with marks. Works on the text of the link, not on a parsed one: a server may have signed the exact spelling of the other
 * parameters. Marks of the same names that stand there already are kept unless `replace`.
 */
export function marked(link: string, marks: Marks, replace: boolean): string {
  const [, address = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/su.exec(link.trim()) ?? [];
  const pairs = query
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "");
  const nameOf = (pair: string) => (pair.split("=", 1)[0] ?? "").toLowerCase();
  const names = new Set(marks.map(([name]) => name));
  const kept = replace ? pairs.filter((pair) => !names.has(nameOf(pair))) : pairs;
  const there = new Set(kept.map(nameOf));
  const added = marks
    .filter(([name]) => !there.has(name))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const all = [...kept, ...added];
  return `${address}${all.length === 0 ? "" : `?${all.join("&")}`}${fragment}`;
}

/** A name as a mark: small letters without accents, digits and hyphens. */
export const markOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/gu, "")
    .slice(0, 80);
