import { z } from "zod";
import { checkKeywords } from "#engine/keyword.ts";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { hostOf } from "#engine/site.ts";

const modes = {
  only: { en: "only what is from them", fr: "seulement ce qui vient d’eux" },
  not: { en: "all but what is from them", fr: "tout sauf ce qui vient d’eux" },
} as const;

const config = z.strictObject({
  mode: z
    .enum(["only", "not"])
    .default("only")
    .meta({
      label: { en: "Keep", fr: "Garder" },
      help: {
        en: "“Only” with lemonde.fr keeps nothing but Le Monde; “all but” takes it out.",
        fr: "« Seulement » avec lemonde.fr ne garde que Le Monde ; « tout sauf » l’écarte.",
      },
      control: "select",
      options: modes,
    } satisfies FieldMeta),
  domains: z
    .array(z.string().trim().min(1).max(300))
    .max(500)
    .default([])
    .meta({
      label: { en: "Sites", fr: "Sites" },
      help: {
        en: "blog.example.org belongs to example.org. What counts is where the item’s link leads.",
        fr: "blog.exemple.fr fait partie d’exemple.fr. Ce qui compte est l’adresse où mène la nouvelle.",
      },
      control: "tags",
      placeholder: { en: "example.org", fr: "exemple.fr" },
      addresses: true,
    } satisfies FieldMeta),
  authors: z
    .array(z.string().trim().min(1).max(100))
    .max(500)
    .default([])
    .meta({
      label: { en: "Authors", fr: "Auteurs" },
      help: {
        en: "“Martin” finds Léa Martin and Martin Roy. Accents and capitals do not matter.",
        fr: "« Martin » trouve Léa Martin et Martin Roy. Les accents et les majuscules ne comptent pas.",
      },
      control: "tags",
      placeholder: { en: "a name", fr: "un nom" },
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "author",
  kind: "filter",
  decides: { "unwanted-author": "domains", "other-author": "domains" },
  version: 1,
  title: { en: "Author and site", fr: "Auteur et site" },
  help: {
    en: "Keeps what comes from the sites and authors you name, or lets it go.",
    fr: "Garde ce qui vient des sites et des auteurs que vous nommez, ou l’écarte.",
  },
  icon: '<circle cx="9" cy="8" r="3.5"/><path d="M3 20a6 6 0 0 1 12 0"/><path d="M17 6h4"/><path d="M17 10h4"/><path d="M18 14h3"/>',
  config,
  defaults: { mode: "only", domains: [], authors: [] },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Kept", fr: "Gardés" }, carries: "items" }],
  check: ({ domains, authors }) => {
    if (domains.length + authors.length === 0) return [nobody];
    const bad = domains.filter((domain) => hostOf(domain) === null).slice(0, 5);
    return bad.length === 0 ? checkKeywords(authors, "authors") : [noSite(bad), ...checkKeywords(authors, "authors")];
  },
  summary: ({ mode, domains, authors }) => {
    const all = [...domains.map((domain) => hostOf(domain) ?? domain), ...authors];
    const list = all.slice(0, 3).join(", ") + (all.length > 3 ? "…" : "");
    if (list === "") return { en: "nobody yet", fr: "personne pour l’instant" };
    return mode === "only"
      ? { en: `only from ${list}`, fr: `seulement de ${list}` }
      : { en: `not from ${list}`, fr: `rien de ${list}` };
  },
};

const nobody: Finding = {
  code: "nobody",
  severity: "error",
  field: "domains",
  message: { en: "Name a site or an author.", fr: "Indiquez un site ou un auteur." },
};
const noSite = (bad: readonly string[]): Finding => ({
  code: "no-site",
  severity: "error",
  field: "domains",
  message: {
    en: `${bad.map((domain) => `“${domain}”`).join(", ")} is no site’s address. Write it as example.org.`,
    fr: `${bad.map((domain) => `« ${domain} »`).join(", ")} n’est pas l’adresse d’un site. Écrivez-la comme example.org.`,
  },
});
