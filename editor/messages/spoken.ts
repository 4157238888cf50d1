import type { Text } from "#engine/text.ts";
import type { Key } from "./catalogue.ts";
import { everywhere } from "./everywhere.ts";

const spoken: Partial<Record<Key, Text>> = { ...everywhere };

/** Adds what a page of its own says; called where that page's code begins. */
export const speak = (more: Partial<Record<Key, Text>>): void => void Object.assign(spoken, more);

/** What a key says. A page that was not told its words shows their keys, which no test lets pass. */
export const saidBy = (key: Key): Text => spoken[key] ?? { en: key, fr: key };
