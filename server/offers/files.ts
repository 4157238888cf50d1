import { createHash } from "node:crypto";
import { AppError, notFound } from "../errors.ts";
import { MediaError } from "../media/error.ts";
import { readMedium } from "../media/store.ts";
import { OutboundError } from "../outbound/error.ts";
import type { Services } from "../ports.ts";
import { makingOf } from "./compose.ts";
import { checkHeld } from "./held.ts";

/** Bytes of a document or sound at most, and milliseconds until it is here. */
const limits = { bytes: 20_000_000, milliseconds: 30_000, redirects: 5 };

/**
 * A picture, video or document of an offer, as whoever shares it keeps it: asked for through the guard, and never more than the store takes. What is
 * no picture or video is given as bytes alone: nothing of another site is run as a page of ours. Throws 404, 409 `crisis`, or 503 where it may come later.
 */
export async function readFile(
  services: Pick<Services, "db" | "media" | "outbound">,
  workspaceId: string,
  { id, place }: { id: number; place: number },
): Promise<{ bytes: Uint8Array; type: string; tag: string }> {
  const { item } = await makingOf(services.db, workspaceId, id);
  await checkHeld(services.db, workspaceId, item);
  const medium = item.media[place];
  if (medium === undefined) throw notFound();
  if (medium.kind === "picture" || medium.kind === "video") {
    const { kind, url } = medium;
    const { id: stored } = await services.media.fetch(workspaceId, url, { kind }).catch(told);
    const found = await readMedium(services.db, workspaceId, stored);
    if (found === null) throw notFound();
    return { bytes: found.bytes, type: found.medium.type, tag: stored };
  }
  const answer = await services.outbound.read(medium.url, { limits }).catch((error: unknown) => {
    if (!(error instanceof OutboundError)) throw error;
    throw away(error);
  });
  if (answer.status !== 200) throw away(null);
  const tag = createHash("sha256").update(answer.body).digest("hex").slice(0, 32);
  return { bytes: answer.body, type: "application/octet-stream", tag };
}

function told(error: unknown): never {
  if (!(error instanceof MediaError)) throw error;
  throw new AppError(`media_${error.code}`, error.retry ? 503 : 404, error.text, { cause: error });
}

const away = (cause: unknown): AppError =>
  new AppError(
    "file_away",
    503,
    {
      en: "This file cannot be had from its site just now. Try again in a moment.",
      fr: "Ce fichier n’est pas accessible sur son site pour le moment. Réessayez dans un instant.",
    },
    { cause },
  );
