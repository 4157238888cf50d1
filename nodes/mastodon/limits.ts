import { z } from "zod";
import { readJson } from "#engine/json.ts";
import type { Limits, MediumLimits } from "#engine/card.ts";
import type { NetworkContext } from "#engine/network.ts";
import { ask } from "./ask.ts";
import { card } from "./card.ts";

const count = z.int().min(1).max(1_000_000_000).optional().catch(undefined);
/** What servers say of themselves, as far as it is of use; relatives of Mastodon say less, or elsewhere. */
const Instance = z.object({
  configuration: z
    .object({
      statuses: z
        .object({ max_characters: count, max_media_attachments: count, characters_reserved_per_url: count })
        .default({}),
      media_attachments: z
        .object({
          image_size_limit: count,
          video_size_limit: count,
          /** Pixels in all. */
          video_matrix_limit: count,
          description_limit: count,
          supported_mime_types: z.array(z.string()).max(1000).optional().catch(undefined),
        })
        .default({}),
    })
    .optional(),
  version: z.string().optional().catch(undefined),
  /** Of relatives (Pleroma, Akkoma, older forks). */
  max_toot_chars: count,
});

/** As much as a part can hold, whatever a server says. */
const longest = 100_000;

/**
 * Whether a server keeps `Idempotency-Key`, by what it says it runs: `4.5.0`; relatives as `2.7.2 (compatible; Pleroma 2.6.0)`, GoToSocial (which
 * takes keys since 0.15) as `0.17.0+git-1234`. Who does not say is not trusted with it.
 */
export function knowsKeys(version: string): boolean {
  const [, relative = ""] = /\(compatible; ([^)\s]+)/iu.exec(version) ?? [];
  if (relative !== "") return /^(pleroma|akkoma|glitch|hometown)/iu.test(relative);
  const [major, minor] = version.split(".").map((part) => Number.parseInt(part, 10));
  if (major === undefined || Number.isNaN(major)) return false;
  return major > 0 || (minor ?? 0) >= 15;
}

/** What this server allows, as it says itself. Rejects where it does not say. */
export async function readLimits(context: NetworkContext): Promise<Limits> {
  let answer = await ask(context, "/api/v2/instance", {});
  // Before 4.0, and at relatives.
  if (answer.status === 404) answer = await ask(context, "/api/v1/instance", {});
  if (answer.status !== 200) throw new Error(`The server does not say what it allows: HTTP ${answer.status}`);
  const { configuration, max_toot_chars, version = "" } = Instance.parse(readJson(answer.body));
  const { statuses = {}, media_attachments: media = {} } = configuration ?? {};
  const text = statuses.max_characters ?? max_toot_chars;
  if (text === undefined) throw new Error("The server does not say how long a post may be");
  const { limits } = card;
  const { picture } = limits;
  return {
    ...limits,
    text: Math.min(text, longest),
    address: statuses.characters_reserved_per_url ?? limits.address!,
    // More than Mastodon itself takes is not asked for: no post has so many.
    pictures: Math.min(statuses.max_media_attachments ?? limits.pictures, limits.pictures),
    ...(picture === undefined
      ? {}
      : { picture: { ...picture, bytes: Math.min(media.image_size_limit ?? picture.bytes, picture.bytes) } }),
    ...videosOf(limits, media),
    alt: Math.min(media.description_limit ?? limits.alt, limits.alt),
    ...(knowsKeys(version) ? {} : { keyless: true as const }),
  };
}

type Media = NonNullable<z.infer<typeof Instance>["configuration"]>["media_attachments"];

/** Some relatives take no videos (Pixelfed, where its operator wants it so), or not of every type. */
function videosOf({ videos, video }: Limits, said: Media): { videos: number; video?: MediumLimits } {
  if (video === undefined) return { videos };
  const { video_size_limit: bytes, video_matrix_limit: matrix, supported_mime_types: known } = said;
  const types = video.types.filter((type) => known === undefined || known.length === 0 || known.includes(type));
  if (types.length === 0) return { videos: 0 };
  // A film of 16:9 with so many pixels in all is so wide.
  const side = matrix === undefined ? video.side! : Math.floor(Math.sqrt((matrix * 16) / 9));
  return { videos, video: { bytes: Math.min(bytes ?? video.bytes, video.bytes), types, side } };
}
