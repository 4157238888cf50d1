import { z } from "zod";
import { webAddress } from "#engine/key.ts";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

const wrong: Text = {
  en: "this is not the feed of a Google Alert. On google.com/alerts, set “Deliver to” to “RSS feed”, then copy the address behind the feed symbol: https://www.google.com/alerts/feeds/…",
  fr: "ce n’est pas le flux d’une alerte Google. Sur google.com/alerts, choisissez « Envoyer à : Flux RSS », puis copiez l’adresse derrière le symbole du flux : https://www.google.com/alerts/feeds/…",
};

const config = z.strictObject({
  url: z
    .string()
    .trim()
    .max(1000)
    .refine((url) => url === "" || isAlert(url), { params: { text: wrong } })
    .meta({
      label: { en: "Address of the alert’s feed", fr: "Adresse du flux de l’alerte" },
      help: {
        en: "On google.com/alerts, choose “Deliver to: RSS feed” and copy the address behind the feed symbol.",
        fr: "Sur google.com/alerts, choisissez « Envoyer à : Flux RSS » et copiez l’adresse derrière le symbole du flux.",
      },
      control: "url",
      placeholder: { en: "https://www.google.com/alerts/feeds/…", fr: "https://www.google.com/alerts/feeds/…" },
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "google-alerts",
  kind: "source",
  version: 1,
  title: { en: "Google Alert", fr: "Alerte Google" },
  help: {
    en: "Reads what Google finds about your words. Links lead straight to the pages, not through Google.",
    fr: "Lit ce que Google trouve sur vos mots. Les liens mènent droit aux pages, sans passer par Google.",
  },
  icon: '<path d="M10 5a2 2 0 1 1 4 0a7 7 0 0 1 4 6v3a4 4 0 0 0 2 3h-16a4 4 0 0 0 2-3v-3a7 7 0 0 1 4-6"/><path d="M9 17v1a3 3 0 0 0 6 0v-1"/>',
  config,
  defaults: { url: "" },
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Finds", fr: "Résultats" }, carries: "items" }],
  check: ({ url }) => (url === "" ? [noAddress] : []),
  summary: ({ url }) => {
    if (url === "") return { en: "no address yet", fr: "aucune adresse" };
    const address = webAddress(url);
    const short = address === null ? url : address.host.replace(/^www\./, "") + address.pathname;
    return { en: short, fr: short };
  },
  takes: (url) => (isGoogles(url) ? { url: url.trim() } : null),
};

const noAddress: Finding = {
  code: "no-address",
  severity: "error",
  field: "url",
  message: {
    en: "Paste the address of your alert’s feed from google.com/alerts.",
    fr: "Collez l’adresse du flux de votre alerte, depuis google.com/alerts.",
  },
};

/** Google's own, or this very machine, where a demo stands in for Google. */
const isAlert = (url: string): boolean =>
  isGoogles(url) || /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(webAddress(url)?.hostname ?? "");

/** Google's own host under any of its country domains. */
function isGoogles(url: string): boolean {
  const address = webAddress(url);
  return (
    address !== null &&
    address.protocol === "https:" &&
    address.port === "" &&
    /^(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/.test(address.hostname) &&
    /^\/alerts\/feeds\/\w+\/\w+\/?$/.test(address.pathname)
  );
}
