import { backups } from "./backups.ts";
import { conversionWords } from "./conversions.ts";
import { deeds } from "./deeds.ts";
import { door } from "./door.ts";
import { machine } from "./machine.ts";
import { mail } from "./mail.ts";
import { push } from "./push.ts";
import { settings } from "./settings.ts";

/** What only the settings say: loaded with them. */
export const administration = {
  ...settings,
  ...backups,
  ...conversionWords,
  ...deeds,
  ...door,
  ...machine,
  ...mail,
  ...push,
} as const;
