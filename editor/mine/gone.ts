import type { Reply } from "#server/api.ts";

/** What the last page shows: kept in this tab alone, since nobody is signed in any more, and gone with it. */
export type Gone = Reply<"leaveMe"> & { name: string };

const place = "relaymap.gone";

export function keepGone(gone: Gone): void {
  sessionStorage.setItem(place, JSON.stringify(gone));
}

export function readGone(): Gone | null {
  const text = sessionStorage.getItem(place);
  // Written by this page itself, a moment ago.
  return text === null ? null : (JSON.parse(text) as Gone);
}
