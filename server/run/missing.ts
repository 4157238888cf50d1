import { whyUnfit } from "#engine/video.ts";
import { inWorkspace } from "../database/scope.ts";
import { goWithout, noWait, pictureCame, pictureStayed, takeAwaited, type Awaited } from "../ledger/missing.ts";
import type { Answering } from "../ledger/proposals.ts";
import { MediaError } from "../media/error.ts";
import type { Services } from "../ports.ts";
import { postMedium } from "./pictures.ts";

type Needs = Pick<Services, "db" | "media" | "nodes" | "log">;

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

async function seek({ db, media, nodes, log }: Needs, one: Awaited): Promise<void> {
  const { workspaceId, address, alt, network, kind } = one;
  try {
    const medium = await media.fetch(workspaceId, address, { anew: true, kind });
    if (medium.kind !== kind) throw new MediaError("not_media");
    const card = nodes.networks.get(network)?.card;
    const unfit = kind === "video" && card?.limits.video ? whyUnfit(medium, card.limits.video, card.title) : null;
    if (unfit !== null) throw new MediaError(unfit.code);
    const longest = card?.limits.alt ?? 0;
    await pictureCame(db, one, postMedium(medium, alt ?? undefined, longest));
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    log.info({ workspace: workspaceId, delivery: one.deliveryId, code: error.code }, `a ${kind} is still missing`);
    await pictureStayed(db, one, error.code);
  }
}
