import type { MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import type { Language, Text } from "#engine/text.ts";
import type { Key } from "./catalogue.ts";
import { everywhere } from "./everywhere.ts";

/** A message as it is written, or as the build leaves it: ready to be filled in (vite.config.ts). */
type Said = Record<Language, string | MessageFormatElement[]>;

const spoken: Partial<Record<Key, Said>> = { ...everywhere };

/** Adds what a page of its own says; called where that page's code begins. */
export const speak = (more: Partial<Record<Key, Text>>): void => void Object.assign(spoken, more);

/** Whether there are words for what another program calls something: its names grow without us. */
export const isSaid = (key: string): key is Key => key in spoken;

/** What a key says. A page that was not told its words shows their keys, which no test lets pass. */
export const saidBy = (key: Key): Said => spoken[key] ?? { en: key, fr: key };
