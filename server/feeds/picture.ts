import type { MediumLimits } from "#engine/card.ts";
import { inWorkspace } from "../database/scope.ts";
import { notFound } from "../errors.ts";
import { MediaError } from "../media/error.ts";
import type { Services } from "../ports.ts";
import { placeOf, readPlace } from "./place.ts";

type Media = Pick<Services, "media">;

/** A picture as everybody sees it who reads a feed: as the network's card has it, or that. */
export const publicLimits: MediumLimits = {
  bytes: 1_000_000,
  types: ["image/jpeg", "image/png", "image/gif"],
  side: 1920,
};

/**
 * Where everybody finds a stored picture that was published: an address that nobody can make up, without the feed's secret in it, for a
 * page that shows the picture would tell the feed's address along with it.
 */
export const pictureAddress = (
  { media, settings }: Media & Pick<Services, "settings">,
  workspaceId: string,
  id: string,
): string => `${settings.publicUrl}/media/${placeOf(workspaceId, id)}/${media.mark(workspaceId, `public ${id}`)}`;

/** The picture at such an address. Throws 404. */
export async function readPicture({ media }: Media, { place, mark }: { place: string; mark: string }) {
  const found = readPlace(place);
  if (found === null || !media.marked(found.workspaceId, `public ${found.id}`, mark)) throw notFound();
  try {
    const { bytes, type } = await inWorkspace(found.workspaceId, () =>
      media.fitted(found.workspaceId, found.id, publicLimits),
    );
    return { bytes, type, tag: `${found.id}.${bytes.byteLength}`, open: true as const };
  } catch (error) {
    if (error instanceof MediaError && !error.retry) throw notFound();
    throw error;
  }
}
