import { whyUnfit } from "#engine/video.ts";
import { inWorkspace } from "../database/scope.ts";
import {
  goWithout,
  noWait,
  pictureCame,
  pictureNone,
  pictureStayed,
  takeAwaited,
  type Awaited,
} from "../ledger/missing.ts";
import type { Answering } from "../ledger/proposals.ts";
import { MediaError } from "../media/error.ts";
import type { Medium, Services } from "../ports.ts";
import { isSmall, postMedium } from "./pictures.ts";

type Needs = Pick<Services, "db" | "media" | "pages" | "nodes" | "log">;

/** Pictures that one sweep asks for, and how many at a time. */
const most = 40;
const atOnce = 4;

/** Asks again for pictures that deliveries wait for, those that are due. Gives how many. */
export async function seekPictures(services: Needs): Promise<number> {
  const awaited = await takeAwaited(services.db, most);
  const queue = awaited.values();
  const work = async () => {
    for (const one of queue) await inWorkspace(one.workspaceId, () => seek(services, one));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, awaited.length) }, work));
  return awaited.length;
}

/** Somebody asks for it now, or wants the post to go out without. Throws 409 where it does not wait for a picture. */
export async function answerPicture(services: Needs, input: Answering, answer: "again" | "without"): Promise<void> {
  if (answer === "without") return goWithout(services.db, input);
  const [one] = await takeAwaited(services.db, 1, { only: input });
  if (one === undefined) throw noWait();
  await seek(services, one);
}

async function seek(services: Needs, one: Awaited): Promise<void> {
  const { db, nodes, log } = services;
  const { workspaceId, network, kind } = one;
  try {
    const found = await find(services, one);
    if (found === null) return await pictureNone(db, one);
    const { medium, alt } = found;
    if (medium.kind !== kind) throw new MediaError("not_media");
    const card = nodes.networks.get(network)?.card;
    const unfit = kind === "video" && card?.limits.video ? whyUnfit(medium, card.limits.video, card.title) : null;
    if (unfit !== null) throw new MediaError(unfit.code);
    await pictureCame(db, one, postMedium(medium, alt, card?.limits.alt ?? 0));
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    log.info({ workspace: workspaceId, delivery: one.deliveryId, code: error.code }, `a ${kind} is still missing`);
    await pictureStayed(db, one, error.code);
  }
}

type Found = { medium: Medium; alt: string | undefined };

/** The picture at its address, or the one that its page names; null where that names none. Throws MediaError. */
async function find(
  { media, pages }: Needs,
  { workspaceId, address, alt, kind, page }: Awaited,
): Promise<Found | null> {
  const ask = (at: string) => media.fetch(workspaceId, at, { anew: true, kind });
  if (!page) return { medium: await ask(address), alt: alt ?? undefined };
  const { picture } = await pages.read(workspaceId, address, { anew: true });
  if (picture === null) return null;
  const medium = await ask(picture.url).catch((error: unknown) => {
    if (error instanceof MediaError && isSmall(error)) return error;
    throw error;
  });
  return medium instanceof MediaError || isSmall(medium) ? null : { medium, alt: picture.alt };
}
