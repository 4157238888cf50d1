import type { Text } from "#engine/text.ts";
import { accounts } from "./accounts.ts";
import { backups } from "./backups.ts";
import { canvas } from "./canvas.ts";
import { deliveries } from "./deliveries.ts";
import { drawer } from "./drawer.ts";
import { mail } from "./mail.ts";
import { maps } from "./maps.ts";
import { people } from "./people.ts";
import { pictures } from "./pictures.ts";
import { proposals } from "./proposals.ts";
import { publishing } from "./publishing.ts";
import { runs } from "./runs.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { signIn } from "./sign-in.ts";
import { sources } from "./sources.ts";

/**
 * Every sentence of the editor, in ICU MessageFormat, with both languages side by side as everywhere in the product
 * (engine/text.ts): a key that does not exist, or one that lacks a language, is a type error.
 */
export const catalogue = {
  ...shell,
  ...signIn,
  ...maps,
  ...canvas,
  ...publishing,
  ...drawer,
  ...runs,
  ...deliveries,
  ...sources,
  ...accounts,
  ...proposals,
  ...pictures,
  ...people,
  ...settings,
  ...backups,
  ...mail,
} as const satisfies Record<string, Text>;
export type Key = keyof typeof catalogue;
