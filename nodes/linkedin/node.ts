import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import { readerField } from "#engine/reader-setting.ts";
import { readRef } from "#engine/ref.ts";

const config = z.strictObject({
  account: readerField(
    "linkedin",
    {
      en: "“Acme”, connected here by somebody who administers the page: LinkedIn shows its posts to nobody else.",
      fr: "« Acme », connectée ici par quelqu’un qui administre la page : LinkedIn ne montre ses publications à personne d’autre.",
    },
    { kind: "page" },
  ),
  reshares: z
    .boolean()
    .default(false)
    .meta({
      label: { en: "Also what it reshared of others", fr: "Aussi ce qu’elle a repartagé d’autres" },
      help: {
        en: "A customer’s post that your page passed on, for instance.",
        fr: "La publication d’un client que votre page a repartagée, par exemple.",
      },
      control: "switch",
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "linkedin",
  kind: "source",
  version: 1,
  title: { en: "LinkedIn page", fr: "Page LinkedIn" },
  help: {
    en: "Reads the posts of your company’s own LinkedIn page: texts, shared articles, pictures and videos. LinkedIn counts calls by the day, so that the page is looked at every quarter of an hour at most.",
    fr: "Lit les publications de la page LinkedIn de votre entreprise : textes, articles partagés, images et vidéos. LinkedIn compte les appels par jour : la page est consultée tous les quarts d’heure au plus.",
  },
  icon: '<path d="M6 9v10"/><path d="M6 5v.01"/><path d="M11 19V9"/><path d="M11 13a4 4 0 0 1 8 0v6"/>',
  config,
  defaults: { account: "", reshares: false },
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Posts", fr: "Publications" }, carries: "items" }],
  summary: ({ account }) => {
    if (account === "") return { en: "choose a page", fr: "choisissez une page" };
    const name = `linkedin.com/company/${readRef(account).handle}`.slice(0, 120);
    return { en: name, fr: name };
  },
  reads: ({ account }) => {
    const { id, handle } = readRef(account);
    return account === "" ? null : { network: "linkedin", account: id ?? handle };
  },
  // Which page it is only an account of it tells: that is chosen next.
  takes: (address) =>
    /^https?:\/\/(?:[a-z]{2,3}\.)?linkedin\.com\/(?:company|school|showcase)\/[^/?#]/u.test(address.trim())
      ? { account: "", reshares: false }
      : null,
};
