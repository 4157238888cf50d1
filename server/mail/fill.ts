import type { Language } from "#engine/text.ts";

/** A picture that a mail brings along: nothing in a mail is loaded from elsewhere, so that opening one tells nobody anything. */
export type Picture = { cid: string; type: string; bytes: Buffer };

export type Asked = { workspaceId: string; address: string; language: Language; data: unknown };
/** What a template is filled with, found when it is sent. */
export type Filled = { data: unknown; pictures: readonly Picture[] };

/**
 * Finds what a mail says at the moment at which it goes, of what its row holds: it may have waited for a day. null: it is of no use any more, and is
 * not sent. By the template's name; where there is none, the row holds what is said.
 */
export type Fills = ReadonlyMap<string, (asked: Asked) => Promise<Filled | null>>;
