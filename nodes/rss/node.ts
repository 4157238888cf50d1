import { z } from "zod";
import { webAddress } from "#engine/key.ts";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

const wrong: Text = {
  en: "enter the feed’s complete address, beginning with https:// or http://.",
  fr: "saisissez l’adresse complète du flux, qui commence par https:// ou http://.",
};

const config = z.strictObject({
  url: z
    .string()
    .trim()
    .max(4000)
    .refine((url) => url === "" || webAddress(url) !== null, { params: { text: wrong } })
    .meta({
      label: { en: "Address of the feed", fr: "Adresse du flux" },
      help: {
        en: "blog.example.org/feed.xml, say. If you only know the site’s address, try it: Relaymap names its feed.",
        fr: "blog.exemple.fr/flux.xml, par exemple. Si vous n’avez que l’adresse du site, essayez-la : Relaymap en indique le flux.",
      },
      control: "url",
      placeholder: { en: "https://www.example.org/feed.xml", fr: "https://www.exemple.fr/flux.xml" },
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "rss",
  kind: "source",
  version: 1,
  title: { en: "RSS feed", fr: "Flux RSS" },
  help: {
    en: "Reads a blog, a news site or a podcast by the feed that it offers.",
    fr: "Lit un blog, un site d’actualité ou un podcast par le flux qu’il propose.",
  },
  icon: '<path d="M5 11a8 8 0 0 1 8 8"/><path d="M5 4a15 15 0 0 1 15 15"/><path d="M6 18m-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0"/>',
  config,
  defaults: { url: "" },
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  check: ({ url }) => (url === "" ? [noAddress] : []),
  summary: ({ url }) => {
    if (url === "") return { en: "no address yet", fr: "aucune adresse" };
    const address = webAddress(url);
    const short =
      address === null
        ? url
        : `${address.host.replace(/^www\./, "")}${address.pathname === "/" ? "" : address.pathname}`;
    return { en: short, fr: short };
  },
};

const noAddress: Finding = {
  code: "no-address",
  severity: "error",
  field: "url",
  message: {
    en: "Paste the address of the feed, or of the site.",
    fr: "Collez l’adresse du flux, ou celle du site.",
  },
};
