import type { Hub, Offer } from "./wish.ts";

/** What of an offer can be read without a network: nothing of its reader, nor of colleagues. */
export type KeptOffer = Pick<Offer, "id" | "title" | "summary" | "link" | "expiresAt"> & {
  topic: { name: string; colour: number } | null;
};
export type KeptHub = { at: number; offers: KeptOffer[] };

const beginning = "relaymap:hub:";
const most = 40;

/** The names that a device keeps things under; none where it keeps nothing. */
function places(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(beginning));
  } catch {
    return [];
  }
}

/** Keeps what the hub shows, of one person at a time. */
export function keepHub(member: string, hub: Hub, at: number): void {
  const rows = [...(hub.lead === null ? [] : [hub.lead]), ...hub.sections.flatMap((section) => section.rows)];
  const offers = rows
    .filter(({ held }) => !held)
    .slice(0, most)
    .map(({ id, title, summary, link, expiresAt, topics: [topic = null] }): KeptOffer => ({
      ...{ id, title, summary, link, expiresAt },
      topic: topic === null ? null : { name: topic.name, colour: topic.colour },
    }));
  const place = `${beginning}${member}`;
  try {
    for (const other of places()) if (other !== place) localStorage.removeItem(other);
    localStorage.setItem(place, JSON.stringify({ at, offers } satisfies KeptHub));
  } catch {
    // A device that keeps nothing shows nothing without a network.
  }
}

/** What was kept, without what is over by now; null: nothing. */
export function keptHub(now: number): KeptHub | null {
  try {
    const kept = JSON.parse(localStorage.getItem(places()[0] ?? "") ?? "null") as KeptHub | null;
    if (kept === null || !Array.isArray(kept.offers)) return null;
    return { ...kept, offers: kept.offers.filter(({ expiresAt }) => Date.parse(expiresAt) > now) };
  } catch {
    return null;
  }
}

/** Whoever signs out leaves nothing behind: what the hub showed, what was shared and not sent, and the app's own files. */
export async function forgetKept(): Promise<void> {
  for (const place of places()) localStorage.removeItem(place);
  if (!("caches" in globalThis)) return;
  await Promise.all(["relaymap-shell", "relaymap-handed"].map((name) => caches.delete(name))).catch(() => undefined);
}
