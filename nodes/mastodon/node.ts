import { z } from "zod";
import { webAddress } from "#engine/key.ts";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";
import { placeName, readPlace } from "./address.ts";

const wrong: Text = {
  en: "enter an account (@name@server or the address of its page) or a hashtag (#word@server or the address of its page).",
  fr: "saisissez un compte (@nom@serveur ou l’adresse de sa page) ou un hashtag (#mot@serveur ou l’adresse de sa page).",
};

const also = (label: Text, help: Text) =>
  z
    .boolean()
    .default(false)
    .meta({ label, help, control: "switch", rare: true } satisfies FieldMeta);

const config = z.strictObject({
  address: z
    .string()
    .trim()
    .max(1000)
    .refine((address) => address === "" || readPlace(address) !== null, { params: { text: wrong } })
    .meta({
      label: { en: "Account or hashtag", fr: "Compte ou hashtag" },
      help: {
        en: "@acme@mastodon.social, #lighting@mastodon.social, or the address of its page. No account is needed.",
        fr: "@acme@mastodon.social, #éclairage@mastodon.social, ou l’adresse de sa page. Aucun compte n’est nécessaire.",
      },
      control: "text",
      placeholder: { en: "@name@mastodon.social", fr: "@nom@mastodon.social" },
    } satisfies FieldMeta),
  replies: also(
    { en: "Also replies to others", fr: "Aussi les réponses à d’autres" },
    {
      en: "“@paul Thank you!” is a reply: left out unless you want it.",
      fr: "« @paul Merci ! » est une réponse : écartée, sauf si vous la voulez.",
    },
  ),
  boosts: also(
    { en: "Also what it boosted", fr: "Aussi ce qu’il a repartagé" },
    {
      en: "A customer’s post that it passed on, for instance.",
      fr: "La publication d’un client qu’il a repartagée, par exemple.",
    },
  ),
  unlisted: also(
    { en: "Also unlisted posts", fr: "Aussi les publications non listées" },
    {
      en: "“Test, ignore”, for instance: public, but kept out of lists by its author. Posts for followers are never read.",
      fr: "« Essai, à ignorer », par exemple : publique, mais hors des listes. Ce qui est réservé aux abonnés n’est jamais lu.",
    },
  ),
  sensitive: also(
    { en: "Also posts behind a content warning", fr: "Aussi les publications sous avertissement" },
    {
      en: "“Ending told!”: the warning becomes the title. What it hides is in the summary, should a text ask for that.",
      fr: "« Fin dévoilée ! » : l’avertissement devient le titre. Ce qu’il cache est dans le résumé, si un texte le demande.",
    },
  ),
});
export type Config = z.infer<typeof config>;

const usual = { replies: false, boosts: false, unlisted: false, sensitive: false };

export const manifest: Manifest<Config> = {
  type: "mastodon",
  kind: "source",
  version: 1,
  title: { en: "Mastodon", fr: "Mastodon" },
  help: {
    en: "Reads what an account publishes, or what is said under a hashtag, on any Mastodon server and its relatives.",
    fr: "Lit ce que publie un compte, ou ce qui se dit sous un hashtag, sur tout serveur Mastodon ou apparenté.",
  },
  icon: '<path d="M18.648 15.254c-1.816 1.763-6.648 1.626-6.648 1.626a18.262 18.262 0 0 1-3.288-.256c1.127 1.985 4.12 2.81 8.982 2.475c-1.945 2.013-13.598 5.257-13.668-7.636l-.026-1.154c0-3.036.023-4.115 1.352-5.633c1.671-1.91 6.648-1.666 6.648-1.666s4.977-.243 6.648 1.667c1.329 1.518 1.352 2.597 1.352 5.633s-.456 4.074-1.352 4.944z"/><path d="M12 11.204v-2.926c0-1.258-.895-2.278-2-2.278s-2 1.02-2 2.278v4.722m4-4.722c0-1.258.895-2.278 2-2.278s2 1.02 2 2.278v4.722"/>',
  config,
  defaults: { address: "", ...usual },
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Posts", fr: "Publications" }, carries: "items" }],
  check: ({ address }) => (address === "" ? [nobody] : []),
  summary: ({ address }) => {
    if (address === "") return { en: "no account or hashtag yet", fr: "ni compte ni hashtag" };
    const place = readPlace(address);
    const short = (place === null ? address : placeName(place)).slice(0, 120);
    return { en: short, fr: short };
  },
  reads: ({ address, boosts }) => {
    const place = readPlace(address);
    // What somebody boosted is not their own: each of it is held against its author.
    if (place?.kind !== "account" || boosts) return null;
    return { network: "mastodon", account: `${place.name}@${place.host}` };
  },
  takes: (address) => (readPlace(address) === null ? null : { address: address.trim(), ...usual }),
  // Many a blog has pages at `/tag/word` and `/users/name`.
  sure: (address) => /\/@[^/]/u.test(webAddress(address)?.pathname ?? "") || webAddress(address) === null,
};

const nobody: Finding = {
  code: "no-address",
  severity: "error",
  field: "address",
  message: {
    en: "Enter an account (@name@server) or a hashtag (#word@server).",
    fr: "Saisissez un compte (@nom@serveur) ou un hashtag (#mot@serveur).",
  },
};
