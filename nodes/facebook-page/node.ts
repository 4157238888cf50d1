import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import { readerField } from "#engine/reader-setting.ts";
import { readRef } from "#engine/ref.ts";
import { secretRef } from "#engine/secret.ts";
import type { Text } from "#engine/text.ts";

const wrong: Text = {
  en: "enter the page’s name as it stands in its address (facebook.com/name), or its number.",
  fr: "saisissez le nom de la page tel qu’il figure dans son adresse (facebook.com/nom), ou son numéro.",
};

const config = z.strictObject({
  account: readerField(
    "facebook",
    {
      en: "“Acme”, connected here to post or only for this. Without one, an administrator enters a token below.",
      fr: "« Acme », connectée ici pour publier ou seulement pour cela. Sans elle, un administrateur saisit un jeton ci-dessous.",
    },
    { optional: true },
  ),
  page: z
    .string()
    .trim()
    .max(100)
    .refine((page) => /^[A-Za-z0-9.-]*$/.test(page), { params: { text: wrong } })
    .default("")
    .meta({
      label: { en: "Page", fr: "Page" },
      help: {
        en: "atelier.lumen, for facebook.com/atelier.lumen; its number does, too.",
        fr: "atelier.lumen, pour facebook.com/atelier.lumen ; son numéro convient aussi.",
      },
      control: "text",
      placeholder: { en: "atelier.lumen", fr: "atelier.lumen" },
      when: { field: "account", is: [""] },
    } satisfies FieldMeta),
  token: secretRef({
    label: { en: "Page token", fr: "Jeton de la page" },
    help: {
      en: "From Facebook, with the permission “pages_read_engagement”. Entered once, stored encrypted, never in the map.",
      fr: "De Facebook, avec l’autorisation « pages_read_engagement ». Saisi une fois, conservé chiffré, jamais dans la carte.",
    },
    when: { field: "account", is: [""] },
    rare: true,
  }),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "facebook-page",
  kind: "source",
  version: 3,
  title: { en: "Facebook page", fr: "Page Facebook" },
  help: {
    en: "Reads the posts of your company’s own Facebook page with its pictures and videos: one that is connected here, or with a page token that an admin enters.",
    fr: "Lit les publications de la page Facebook de votre entreprise, avec leurs images et vidéos : une page connectée ici, ou avec un jeton de page saisi par un administrateur.",
  },
  icon: '<path d="M7 10v4h3v7h4v-7h3l1-4h-4V8a1 1 0 0 1 1-1h3V3h-3a5 5 0 0 0-5 5v2H7"/>',
  config,
  defaults: { account: "", page: "", token: null },
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Posts", fr: "Publications" }, carries: "items" }],
  summary: ({ account, page }) => {
    if (account === "" && page === "") return { en: "no page yet", fr: "aucune page" };
    const name = `facebook.com/${account === "" ? page : readRef(account).handle}`.slice(0, 120);
    return { en: name, fr: name };
  },
  reads: ({ account, page }) => {
    const { id, handle } = readRef(account);
    const name = account === "" ? page : (id ?? handle);
    return name === "" ? null : { network: "facebook", account: name };
  },
  takes: (address) => {
    const page = /^https?:\/\/(?:(?:www|m|fr-fr)\.)?facebook\.com\/([A-Za-z0-9.-]{1,100})(?:[/?#]|$)/u.exec(
      address.trim(),
    )?.[1];
    return page === undefined || notPages.has(page) ? null : { account: "", page, token: null };
  },
  // Before, the token was looked for under the page's name: it stays there.
  upgrades: {
    1: (old) => ({ token: { secret: formerName(old) }, ...(old as object) }),
    2: (old) => ({ account: "", ...(old as object) }),
  },
  check: ({ account, page, token }) => {
    if (account !== "") return [];
    const unnamed = {
      code: "no-page",
      severity: "error",
      field: "page",
      message: {
        en: "Choose a connected page, or enter the page’s name.",
        fr: "Choisissez une page connectée, ou saisissez le nom de la page.",
      },
    } as const;
    if (page === "") return [unnamed];
    return token === null
      ? [
          {
            code: "no-token",
            severity: "error",
            field: "token",
            message: {
              en: "Enter the page’s token, or ask an administrator to.",
              fr: "Saisissez le jeton de la page, ou demandez-le à un administrateur.",
            },
          },
        ]
      : [];
  },
};

/** First steps of Facebook's addresses that are no page. */
const notPages = new Set([
  "groups",
  "events",
  "watch",
  "profile.php",
  "sharer",
  "sharer.php",
  "dialog",
  "share",
  "people",
  "photo",
  "photo.php",
]);

const formerName = (old: unknown): string => {
  const page = (old as { page?: unknown } | null)?.page;
  return `facebook-page:${typeof page === "string" ? page.trim().toLowerCase() : ""}`.slice(0, 101);
};
