import { webAddress } from "#engine/key.ts";
import type { HeadTag } from "./head.ts";

/** Pixels that a sign is shown at, twice over for fine screens: of several sizes the nearest to it is taken, larger before smaller. */
const wished = 96;
/** What the store takes; signs are often drawings (svg) or bundles (ico), which it does not. */
const shown = /\.(?:png|jpe?g|gif|webp|avif)$/iu;
const types = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);

/** The sign that a page names for its site, of those that can be shown: `apple-touch-icon` is one by its rule, whatever it is called. null where it names none. */
export function iconOf(tags: readonly HeadTag[], whole: (href: string) => string | null): string | null {
  const found = tags.flatMap(({ name, attributes: { rel = "", href = "", type = "", sizes = "" } }) => {
    const words = name === "link" ? rel.toLowerCase().split(/\s+/u) : [];
    const touch = words.some((word) => word.startsWith("apple-touch-icon"));
    const address = touch || words.includes("icon") ? whole(href) : null;
    const path = webAddress(address ?? "")?.pathname ?? "";
    const shows = touch || types.has(type.trim().toLowerCase()) || (type === "" && shown.test(path));
    const side = Number.parseInt(sizes, 10) || (touch ? 180 : 16);
    return address === null || !shows || /\.(?:svg|ico)$/iu.test(path) ? [] : [{ address, side }];
  });
  const distance = (side: number): number => (side < wished ? 10_000 - side : side - wished);
  return found.toSorted((a, b) => distance(a.side) - distance(b.side))[0]?.address ?? null;
}
