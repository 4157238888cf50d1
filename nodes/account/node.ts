import { z } from "zod";
import { refLabel } from "#engine/ref.ts";
import { mediaDefaults, mediaFields, mediaUpgrade } from "#engine/media-setting.ts";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import { shapeDefaults, shapeFields } from "#engine/shape-setting.ts";

const config = z.strictObject({
  account: z
    .string()
    .max(900)
    .regex(/^$|^[a-z0-9]+:.{1,850}$/)
    .meta({
      label: { en: "Account", fr: "Compte" },
      help: {
        en: "Acme’s page, or Léa’s own profile: its owner decides whether it posts by itself.",
        fr: "La page d’Acme, ou le profil de Léa : son titulaire décide s’il publie automatiquement.",
      },
      control: "account",
    } satisfies FieldMeta),
  ...mediaFields,
  ...shapeFields,
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "account",
  kind: "target",
  decides: { "no-account": "account" },
  version: 2,
  title: { en: "Account", fr: "Compte" },
  help: {
    en: "Posts to one account, or proposes the post to its owner.",
    fr: "Publie sur un compte, ou propose la publication à son propriétaire.",
  },
  icon: '<path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z"/><path d="M4 21a8 8 0 0 1 16 0"/>',
  config,
  // Parses, so that the node can be dropped on the canvas, but the compiler asks for an account.
  defaults: { account: "", ...mediaDefaults, ...shapeDefaults },
  upgrades: { 1: mediaUpgrade },
  inputs: [{ id: "in", title: { en: "Posts", fr: "Publications" }, carries: "items" }],
  outputs: () => [],
  summary: ({ account }) =>
    account === ""
      ? { en: "no account yet", fr: "aucun compte choisi" }
      : { en: refLabel(account), fr: refLabel(account) },
};
