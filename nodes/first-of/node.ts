import { z } from "zod";
import { checkKeywords } from "#engine/keyword.ts";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { hostOf } from "#engine/site.ts";
import type { Text } from "#engine/text.ts";

/** Where what no branch takes goes; no branch may have this id. */
export const elsePort = "else";

/** What a branch may ask. */
const conditions = {
  words: { en: "has one of these words", fr: "contient un de ces mots" },
  source: { en: "comes from these sources", fr: "vient de ces sources" },
  author: { en: "is of these sites or authors", fr: "est de ces sites ou auteurs" },
  language: { en: "is in this language", fr: "est dans cette langue" },
  media: { en: "has a picture or video", fr: "a une image ou une vidéo" },
  category: { en: "is in these categories", fr: "est dans ces catégories" },
  age: { en: "is recent", fr: "est récent" },
} as const;
const media = {
  picture: { en: "a picture", fr: "une image" },
  video: { en: "a video", fr: "une vidéo" },
  either: { en: "one of both", fr: "l’une ou l’autre" },
  neither: { en: "neither", fr: "ni l’une ni l’autre" },
} as const;

const list = (on: keyof typeof conditions, label: Text, placeholder: Text) =>
  z
    .array(z.string().trim().min(1).max(200))
    .max(200)
    .default([])
    .meta({ label, control: "tags", placeholder, when: { field: "by", is: [on] } } satisfies FieldMeta);

const branch = z.strictObject({
  /** Names the port, so that wires stay when the branch is moved or renamed. */
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .refine((id) => id !== elsePort && !(id in {}), {
      params: {
        text: {
          en: "this id is reserved; choose another.",
          fr: "cet identifiant est réservé ; choisissez-en un autre.",
        },
      },
    })
    .meta({ control: "id" } satisfies FieldMeta),
  by: z
    .enum(["words", "source", "author", "language", "media", "category", "age"])
    .default("words")
    .meta({
      label: { en: "Branch", fr: "Branche" },
      control: "select",
      options: conditions,
    } satisfies FieldMeta),
  words: list("words", { en: "Words", fr: "Mots" }, { en: "recruit*, job", fr: "recrut*, emploi" }),
  sources: list(
    "source",
    { en: "Sources", fr: "Sources" },
    { en: "a name or a part of it", fr: "un nom ou une partie" },
  ),
  authors: list("author", { en: "Sites or authors", fr: "Sites ou auteurs" }, { en: "example.org", fr: "example.org" }),
  language: z
    .string()
    .regex(/^(?:[a-z]{2,3})?$/)
    .default("")
    .meta({
      label: { en: "Language", fr: "Langue" },
      control: "language",
      when: { field: "by", is: ["language"] },
    } satisfies FieldMeta),
  media: z
    .enum(["picture", "video", "either", "neither"])
    .default("picture")
    .meta({
      label: { en: "It has", fr: "Elle a" },
      control: "select",
      options: media,
      when: { field: "by", is: ["media"] },
    } satisfies FieldMeta),
  categories: list(
    "category",
    { en: "Categories", fr: "Catégories" },
    { en: "as the source has them", fr: "telles que la source les donne" },
  ),
  days: z
    .int()
    .min(1)
    .max(3650)
    .default(7)
    .meta({
      label: { en: "At most this old", fr: "Âge maximal" },
      control: "duration",
      duration: { in: "days" },
      when: { field: "by", is: ["age"] },
    } satisfies FieldMeta),
  name: z
    .string()
    .trim()
    .max(60)
    .default("")
    .meta({
      label: { en: "Its name", fr: "Son nom" },
      control: "text",
      placeholder: { en: "by what it asks", fr: "d’après sa condition" },
    } satisfies FieldMeta),
});
export type Branch = z.infer<typeof branch>;

const config = z.strictObject({
  branches: z
    .array(branch)
    .min(1)
    .max(20)
    .refine((branches) => new Set(branches.map(({ id }) => id)).size === branches.length, {
      params: {
        text: {
          en: "two branches have the same id; give one of them another.",
          fr: "deux branches ont le même identifiant ; changez-en un.",
        },
      },
    })
    .meta({
      label: { en: "Branches, in order", fr: "Branches, dans l’ordre" },
      help: {
        en: "First “hiring”, then “in English”: an English job offer leaves by the first alone. The rest leaves by “Other”.",
        fr: "D’abord « emploi », puis « en anglais » : une offre en anglais ne sort que par la première. Le reste sort par « Autres ».",
      },
      control: "rows",
      row: { en: "Add a branch", fr: "Ajouter une branche" },
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

const plain = {
  words: [],
  sources: [],
  authors: [],
  language: "",
  media: "picture",
  categories: [],
  days: 7,
  name: "",
};

export const manifest: Manifest<Config> = {
  type: "first-of",
  kind: "flow",
  decides: { "no-branch": "branches" },
  version: 1,
  title: { en: "First that fits", fr: "Premier qui convient" },
  help: {
    en: "Sends each item one way: by the first of your branches that it fits, from top to bottom. To sort by what items are about, and several ways at once, take Topics.",
    fr: "Envoie chaque nouvelle par une seule sortie : la première de vos branches qui lui convient, de haut en bas. Pour trier par sujet, vers plusieurs sorties à la fois, prenez Thèmes.",
  },
  icon: '<path d="M3 6h5l3 4"/><path d="M11 10h10"/><path d="M18 7l3 3-3 3"/><path d="M3 12h3"/><path d="M3 18h5l2-3"/>',
  config,
  defaults: {
    branches: [
      { ...plain, id: "way", by: "words" },
      { ...plain, id: "way-2", by: "media" },
    ],
  },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: ({ branches }) => [
    ...branches.map((one) => ({ id: one.id, title: titleOf(one), carries: "items" as const })),
    { id: elsePort, title: { en: "Other", fr: "Autres" }, carries: "items" },
  ],
  check: ({ branches }) => branches.flatMap(look),
  summary: ({ branches }) => {
    const said = (language: "en" | "fr") =>
      branches
        .slice(0, 3)
        .map((one) => titleOf(one)[language])
        .join(" › ") + (branches.length > 3 ? " › …" : "");
    return { en: said("en"), fr: said("fr") };
  },
};

const names = {
  en: new Intl.DisplayNames("en", { type: "language" }),
  fr: new Intl.DisplayNames("fr", { type: "language" }),
};

/** What a branch is called: its own name, else what it asks. */
export function titleOf(one: Branch): Text {
  if (one.name !== "") return { en: one.name, fr: one.name };
  const some = (all: readonly string[]): string => all.slice(0, 2).join(", ") + (all.length > 2 ? "…" : "");
  const same = (said: string): Text => (said === "" ? conditions[one.by] : { en: said, fr: said });
  if (one.by === "words") return same(some(one.words));
  if (one.by === "source") return same(some(one.sources));
  if (one.by === "author") return same(some(one.authors));
  if (one.by === "category") return same(some(one.categories));
  if (one.by === "media")
    return one.media === "neither"
      ? { en: "without a picture", fr: "sans image" }
      : { en: `with ${one.media === "either" ? "a picture or video" : `a ${one.media}`}`, fr: withMedia[one.media] };
  if (one.by === "age")
    return one.days === 1
      ? { en: "of the last day", fr: "du dernier jour" }
      : { en: `of the last ${one.days} days`, fr: `des ${one.days} derniers jours` };
  if (one.language === "") return conditions.language;
  return { en: `in ${names.en.of(one.language)}`, fr: `en ${names.fr.of(one.language)}` };
}
const withMedia = { picture: "avec une image", video: "avec une vidéo", either: "avec une image ou une vidéo" };

/** What a branch still lacks: it would take nothing. */
function look(one: Branch, index: number): Finding[] {
  const said = { words: one.words, source: one.sources, author: one.authors, category: one.categories };
  const list = one.by in said ? said[one.by as keyof typeof said] : null;
  const none = list === null ? one.by === "language" && one.language === "" : list.length === 0;
  if (none) return [empty(index, one.by in lists ? lists[one.by as keyof typeof lists] : "language")];
  if (one.by === "author") {
    const bad = one.authors.filter((name) => name.includes("/") && hostOf(name) === null);
    if (bad.length > 0) return [noSite(bad[0]!)];
  }
  return list === null ? [] : checkKeywords(list, "branches");
}

/** Where the list of a condition stands. */
const lists = { words: "words", source: "sources", author: "authors", category: "categories" } as const;

const empty = (index: number, place: string): Finding => ({
  code: "empty-branch",
  severity: "error",
  field: `branches.${index}.${place}`,
  message: {
    en: `Branch ${index + 1} asks for nothing yet: say what it takes, or remove it.`,
    fr: `La branche ${index + 1} ne demande encore rien : dites ce qu’elle prend, ou supprimez-la.`,
  },
});
const noSite = (name: string): Finding => ({
  code: "no-site",
  severity: "error",
  field: "branches",
  message: {
    en: `“${name}” is no site’s address. Write it as example.org.`,
    fr: `« ${name} » n’est pas l’adresse d’un site. Écrivez-la comme example.org.`,
  },
});
