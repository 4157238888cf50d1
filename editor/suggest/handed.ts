import { pathOf } from "../client.ts";

/**
 * What a phone shared while it had no network, kept by the service worker (public/sw.js): handed to the server now, as the share menu would have. Gives the
 * address of the page that goes on with it; null where nothing waits, or it still cannot be handed over.
 */
export async function handOver(): Promise<string | null> {
  if (!("caches" in globalThis)) return null;
  const cache = await caches.open("relaymap-handed");
  const [words, photo] = [await cache.match("/handed/words"), await cache.match("/handed/photo")];
  if (words === undefined) return null;
  const form = new FormData();
  const said = (await words.json()) as Record<string, string>;
  for (const [name, text] of Object.entries(said)) if (text !== "") form.set(name, text);
  if (photo !== undefined) form.set("photo", await photo.blob(), "photo");
  const answer = await fetch(pathOf("shareSuggestion"), { method: "POST", body: form }).catch(() => null);
  if (answer === null) return null;
  const { pathname, search } = new URL(answer.url);
  // Whoever is signed out meanwhile comes back for it.
  if (pathname !== "/suggest") return null;
  await caches.delete("relaymap-handed");
  return `${pathname}${search}`;
}
