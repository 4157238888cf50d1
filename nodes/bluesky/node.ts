import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import { readerField } from "#engine/reader-setting.ts";
import type { Text } from "#engine/text.ts";
import { isHandle, isProfile, readAuthor } from "./address.ts";

const wrong: Text = {
  en: "enter a handle (@name.bsky.social) or the address of a profile.",
  fr: "saisissez un identifiant (@nom.bsky.social) ou l’adresse d’un profil.",
};

const also = (label: Text, help: Text, when?: FieldMeta["when"]) =>
  z
    .boolean()
    .default(false)
    .meta({ label, help, control: "switch", rare: true, ...(when === undefined ? {} : { when }) } satisfies FieldMeta);
const author = { field: "read", is: ["author"] } as const;
const search = { field: "read", is: ["search"] } as const;

const config = z.strictObject({
  read: z
    .enum(["author", "search"])
    .default("author")
    .meta({
      label: { en: "Read", fr: "Lire" },
      help: {
        en: "An account: all that @acme posts. A search: what anybody says of lighting.",
        fr: "Un compte : tout ce que publie @acme. Une recherche : ce qui se dit de l’éclairage.",
      },
      control: "select",
      options: {
        author: { en: "What one account posts", fr: "Ce que publie un compte" },
        search: { en: "What a search finds", fr: "Ce que trouve une recherche" },
      },
    } satisfies FieldMeta),
  author: z
    .string()
    .trim()
    .max(1000)
    .refine((text) => text === "" || readAuthor(text) !== null, { params: { text: wrong } })
    .default("")
    .meta({
      label: { en: "Account", fr: "Compte" },
      help: {
        en: "@acme.bsky.social, or the address of its profile. No account is needed.",
        fr: "@acme.bsky.social, ou l’adresse de son profil. Aucun compte n’est nécessaire.",
      },
      control: "text",
      placeholder: { en: "@name.bsky.social", fr: "@nom.bsky.social" },
      when: author,
    } satisfies FieldMeta),
  query: z
    .string()
    .trim()
    .max(500)
    .default("")
    .meta({
      label: { en: "Words", fr: "Mots" },
      help: {
        en: "lighting, “office light”, #lighting, from:name: as in Bluesky’s own search.",
        fr: "éclairage, « lumière de bureau », #éclairage, from:nom : comme dans la recherche de Bluesky.",
      },
      control: "text",
      placeholder: { en: '#lighting OR "office light"', fr: "#éclairage" },
      when: search,
    } satisfies FieldMeta),
  account: readerField(
    "bluesky",
    {
      en: "@acme.bsky.social, say: Bluesky only searches for people who are signed in. Nothing is posted with it.",
      fr: "@acme.bsky.social, par exemple : Bluesky ne cherche que pour les personnes connectées. Rien n’est publié avec ce compte.",
    },
    { when: search },
  ),
  replies: also(
    { en: "Also replies to others", fr: "Aussi les réponses à d’autres" },
    {
      en: "“@paul Thank you!” is a reply: left out unless you want it.",
      fr: "« @paul Merci ! » est une réponse : écartée, sauf si vous la voulez.",
    },
    author,
  ),
  reposts: also(
    { en: "Also what it reposted", fr: "Aussi ce qu’il a repartagé" },
    {
      en: "A customer’s post that it passed on, for instance.",
      fr: "La publication d’un client qu’il a repartagée, par exemple.",
    },
    author,
  ),
  sensitive: also(
    { en: "Also posts with a content label", fr: "Aussi les publications signalées" },
    {
      en: "A post labelled “graphic media”, for instance: the label becomes its title.",
      fr: "Une publication étiquetée « images choquantes », par exemple : l’étiquette en devient le titre.",
    },
  ),
});
export type Config = z.infer<typeof config>;

const usual = { account: "", replies: false, reposts: false, sensitive: false } as const;

export const manifest: Manifest<Config> = {
  type: "bluesky",
  kind: "source",
  version: 1,
  title: { en: "Bluesky", fr: "Bluesky" },
  help: {
    en: "Reads what an account posts at Bluesky, or what a search finds there.",
    fr: "Lit ce que publie un compte sur Bluesky, ou ce qu’y trouve une recherche.",
  },
  icon: '<path d="M6.335 5.144c-1.654-1.199-4.335-2.127-4.335.826c0 .59.35 4.953.556 5.661c.713 2.463 3.13 2.75 5.444 2.369c-4.045.665-4.889 3.208-2.667 5.41c1.03 1.018 1.913 1.59 2.667 1.59c2 0 3.134-2.769 3.5-3.5c.333-.667.5-1.167.5-1.5c0 .333.167.833.5 1.5c.366.731 1.5 3.5 3.5 3.5c.754 0 1.637-.571 2.667-1.59c2.222-2.203 1.378-4.746-2.667-5.41c2.314.38 4.73.094 5.444-2.369c.206-.708.556-5.072.556-5.661c0-2.953-2.68-2.025-4.335-.826c-2.293 1.662-4.76 5.048-5.665 6.856c-.905-1.808-3.372-5.194-5.665-6.856"/>',
  config,
  defaults: { read: "author", author: "", query: "", ...usual },
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Posts", fr: "Publications" }, carries: "items" }],
  summary: ({ read, author: who, query }) => {
    if ((read === "search" ? query : who) === "") return blank[read];
    const handle = readAuthor(who) ?? who;
    const short = (read === "search" ? `“${query}”` : handle.startsWith("did:") ? handle : `@${handle}`).slice(0, 118);
    return { en: short, fr: read === "search" ? `« ${query} »`.slice(0, 118) : short };
  },
  reads: ({ read, author: who, reposts }) => {
    const account = readAuthor(who);
    return read === "author" && account !== null && !reposts ? { network: "bluesky", account } : null;
  },
  takes: (address) =>
    (isProfile(address) || isHandle(address)) && readAuthor(address) !== null
      ? { read: "author", author: address.trim(), query: "", ...usual }
      : null,
  check: ({ read, author: who, query }) => [
    ...(read === "author" && who === ""
      ? [lacking("author", "Enter the account’s handle.", "Saisissez l’identifiant du compte.")]
      : []),
    ...(read === "search" && query === ""
      ? [lacking("query", "Enter what is searched for.", "Saisissez ce qui est cherché.")]
      : []),
  ],
};

const blank = {
  author: { en: "no account yet", fr: "aucun compte" },
  search: { en: "no words yet", fr: "aucun mot" },
};

const lacking = (field: string, en: string, fr: string) =>
  ({ code: `no-${field}`, severity: "error", field, message: { en, fr } }) as const;
