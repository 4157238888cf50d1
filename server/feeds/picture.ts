import type { MediumLimits } from "#engine/card.ts";
import { placedLimits } from "#engine/placed.ts";
import { inWorkspace } from "../database/scope.ts";
import { notFound } from "../errors.ts";
import { MediaError } from "../media/error.ts";
import { addressIsPublic } from "../outbound/address.ts";
import type { Services, Settings } from "../ports.ts";
import { placeOf, readPlace } from "./place.ts";

/** A picture as everybody sees it who reads a feed: as the network's card has it, or that. */
export const publicLimits: MediumLimits = {
  bytes: 1_000_000,
  types: ["image/jpeg", "image/png", "image/gif"],
  side: 1920,
};

type Media = Pick<Services, "media">;

/** For whom a picture stands at an address, and as what: its mark says which. */
const readers = { public: publicLimits, channel: placedLimits };
type Reader = keyof typeof readers;

/**
 * Where everybody finds a stored picture that was published: an address that nobody can make up, without the feed's secret in it, for a
 * page that shows the picture would tell the feed's address along with it.
 */
export const pictureAddress = (
  { media, settings }: Media & Pick<Services, "settings">,
  workspaceId: string,
  id: string,
  reader: Reader = "public",
): string => `${settings.publicUrl}/media/${placeOf(workspaceId, id)}/${media.mark(workspaceId, `${reader} ${id}`)}`;

/** The same for a channel that shows it, where others than we can fetch it there: by https and a name or address of the public internet. */
export const placeFor = (services: Media & Pick<Services, "settings">, workspaceId: string, network: string) =>
  isReached(services.settings, network) ? (id: string) => pictureAddress(services, workspaceId, id, "channel") : null;

/** Whether a network can fetch what this server gives. A simulated one is on this machine. */
export function isReached({ publicUrl, networks }: Pick<Settings, "publicUrl" | "networks">, network: string): boolean {
  if (networks[network] !== undefined) return true;
  const { protocol, hostname } = new URL(publicUrl);
  const host = hostname.replace(/^\[|\]$|\.$/gu, "");
  if (protocol !== "https:") return false;
  if (/^[\d.]+$|:/u.test(host)) return addressIsPublic(host);
  return host.includes(".") && !/\.(?:localhost|local|localdomain|internal|intranet|lan|home\.arpa|test)$/u.test(host);
}

/** The picture at such an address. Throws 404. */
export async function readPicture({ media }: Media, { place, mark }: { place: string; mark: string }) {
  const found = readPlace(place);
  const names = Object.keys(readers) as Reader[];
  const reader = names.find((name) => found !== null && media.marked(found.workspaceId, `${name} ${found.id}`, mark));
  if (found === null || reader === undefined) throw notFound();
  try {
    const { bytes, type } = await inWorkspace(found.workspaceId, () =>
      media.fitted(found.workspaceId, found.id, readers[reader]),
    );
    return { bytes, type, tag: `${found.id}.${bytes.byteLength}`, open: true as const };
  } catch (error) {
    if (error instanceof MediaError && !error.retry) throw notFound();
    throw error;
  }
}
