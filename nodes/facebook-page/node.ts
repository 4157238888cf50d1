import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";

const field = (meta: FieldMeta): FieldMeta => meta;

export const Config = z.strictObject({
  /** A page's number or user name, as it stands in its address. */
  page: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.-]{1,100}$/)
    .meta(
      field({
        label: { en: "Page", fr: "Page" },
        help: {
          en: "The page’s number, or its name in the address: facebook.com/name. An admin enters its token once, as the secret “facebook-page:name”.",
          fr: "Le numéro de la page, ou son nom dans l’adresse : facebook.com/nom. Un administrateur saisit une fois son jeton, dans le secret « facebook-page:nom ».",
        },
        control: "text",
        placeholder: { en: "atelier.lumen", fr: "atelier.lumen" },
      }),
    ),
});
export type Config = z.infer<typeof Config>;

export const manifest: Manifest<Config> = {
  type: "facebook-page",
  kind: "source",
  version: 1,
  title: { en: "Facebook page", fr: "Page Facebook" },
  help: {
    en: "Reads the posts of your company’s own Facebook page, with a page token that an admin enters.",
    fr: "Lit les publications de la page Facebook de votre entreprise, avec un jeton de page saisi par un administrateur.",
  },
  icon: '<path d="M7 10v4h3v7h4v-7h3l1-4h-4V8a1 1 0 0 1 1-1h3V3h-3a5 5 0 0 0-5 5v2H7"/>',
  config: Config,
  defaults: { page: "page" },
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Posts", fr: "Publications" }, carries: "items" }],
  summary: ({ page }) => ({ en: `facebook.com/${page}`, fr: `facebook.com/${page}` }),
};
