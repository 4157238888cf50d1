import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import { readerField } from "#engine/reader-setting.ts";
import type { Text } from "#engine/text.ts";
import { isAddress, readPlace } from "./address.ts";

const wrong: Text = {
  en: "enter an account (@name) or the address of its page, or of a list (x.com/i/lists/…).",
  fr: "saisissez un compte (@nom) ou l’adresse de sa page, ou celle d’une liste (x.com/i/lists/…).",
};
const place = { field: "read", is: ["place"] } as const;
const search = { field: "read", is: ["search"] } as const;

const config = z.strictObject({
  read: z
    .enum(["place", "search"])
    .default("place")
    .meta({
      label: { en: "Read", fr: "Lire" },
      help: {
        en: "An account: all that @acme posts. A search: what anybody says of #lighting.",
        fr: "Un compte : tout ce que publie @acme. Une recherche : ce qui se dit sous #éclairage.",
      },
      control: "select",
      options: {
        place: { en: "What an account or a list posts", fr: "Ce que publie un compte ou une liste" },
        search: { en: "What a search finds (last 7 days)", fr: "Ce que trouve une recherche (7 derniers jours)" },
      },
    } satisfies FieldMeta),
  address: z
    .string()
    .trim()
    .max(1000)
    .refine((text) => text === "" || readPlace(text) !== null, { params: { text: wrong } })
    .default("")
    .meta({
      label: { en: "Account or list", fr: "Compte ou liste" },
      help: {
        en: "@acme, or the address of a list: x.com/i/lists/123.",
        fr: "@acme, ou l’adresse d’une liste : x.com/i/lists/123.",
      },
      control: "text",
      placeholder: { en: "@name, x.com/i/lists/…", fr: "@nom, x.com/i/lists/…" },
      when: place,
    } satisfies FieldMeta),
  query: z
    .string()
    .trim()
    .max(500)
    .default("")
    .meta({
      label: { en: "Words", fr: "Mots" },
      help: {
        en: "lighting, “office light”, #lighting, from:name, lang:en: as in X’s own search.",
        fr: "éclairage, « lumière de bureau », #éclairage, from:nom, lang:fr : comme dans la recherche de X.",
      },
      control: "text",
      placeholder: { en: "#lighting lang:en", fr: "#éclairage lang:fr" },
      when: search,
    } satisfies FieldMeta),
  account: readerField("x", {
    en: "Its access is used to read, and each post that is read is paid: 100 new posts a day, 100 times.",
    fr: "Son accès sert à lire, et chaque publication lue est payante : 100 nouvelles publications par jour, 100 fois.",
  }),
  replies: z
    .boolean()
    .default(false)
    .meta({
      label: { en: "Also replies to others", fr: "Aussi les réponses à d’autres" },
      help: {
        en: "“@paul Thank you!” is a reply: left out unless you want it.",
        fr: "« @paul Merci ! » est une réponse : écartée, sauf si vous la voulez.",
      },
      control: "switch",
      rare: true,
    } satisfies FieldMeta),
  sensitive: z
    .boolean()
    .default(false)
    .meta({
      label: { en: "Also posts marked as sensitive", fr: "Aussi les publications marquées sensibles" },
      help: {
        en: "A post that X hides behind a warning, for instance.",
        fr: "Une publication que X masque derrière un avertissement, par exemple.",
      },
      control: "switch",
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

const usual = { query: "", account: "", replies: false, sensitive: false };

export const manifest: Manifest<Config> = {
  type: "x",
  kind: "source",
  version: 1,
  title: { en: "X (costs money)", fr: "X (payant)" },
  help: {
    en: "Reads what an account or a list posts on X, or what a search finds. X charges for each post that is read: off until an administrator allows it, up to a sum a month. Corrections and deletions are not seen.",
    fr: "Lit ce que publie un compte ou une liste sur X, ou ce que trouve une recherche. X facture chaque publication lue : désactivé tant qu’un administrateur ne l’autorise pas, avec un plafond mensuel. Corrections et suppressions ne sont pas vues.",
  },
  icon: '<path d="M4 4l11.733 16h4.267l-11.733-16z"/><path d="M4 20l6.768-6.768m2.46-2.46l6.772-6.772"/>',
  config,
  defaults: { read: "place", address: "", ...usual },
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Posts", fr: "Publications" }, carries: "items" }],
  summary: ({ read, address, query }) => {
    if ((read === "search" ? query : address) === "") return blank[read];
    const found = readPlace(address);
    if (read === "search") return { en: `“${query}”`.slice(0, 118), fr: `« ${query} »`.slice(0, 118) };
    const name = found?.kind === "user" ? `@${found.name}` : address.slice(0, 118);
    return found?.kind === "list" ? { en: `list ${found.id}`, fr: `liste ${found.id}` } : { en: name, fr: name };
  },
  charges: "x",
  reads: ({ read, address }) => {
    const found = readPlace(address);
    return read === "place" && found?.kind === "user" ? { network: "x", account: found.name } : null;
  },
  takes: (address) => (isAddress(address) ? { read: "place", address: address.trim(), ...usual } : null),
  check: ({ read, address, query }) => [
    ...(read === "place" && address === ""
      ? [lacking("address", "Enter an account or a list.", "Saisissez un compte ou une liste.")]
      : []),
    ...(read === "search" && query === ""
      ? [lacking("query", "Enter what is searched for.", "Saisissez ce qui est cherché.")]
      : []),
  ],
};

const blank = {
  place: { en: "no account or list yet", fr: "ni compte ni liste" },
  search: { en: "no words yet", fr: "aucun mot" },
};

const lacking = (field: string, en: string, fr: string) =>
  ({ code: `no-${field}`, severity: "error", field, message: { en, fr } }) as const;
