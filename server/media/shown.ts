import type { Media } from "../ports.ts";

/** What is longer is not shown: a server, ours included, takes a request's first line only so far. */
const longest = 8000;

/**
 * Where our own pages find a picture that stands elsewhere: on our server, which asks for it through its guard and keeps it. Marked,
 * so that a browser can have fetched only what we showed it. null for what is no address of the web.
 */
export const shownAt =
  (media: Pick<Media, "mark">, workspaceId: string) =>
  (address: string | null): string | null => {
    if (address === null || !/^https?:\/\//iu.test(address)) return null;
    const url = `/api/pictures?${new URLSearchParams({ address, mark: media.mark(workspaceId, address) })}`;
    return url.length > longest ? null : url;
  };
export type ShownAt = ReturnType<typeof shownAt>;
