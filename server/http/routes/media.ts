import type { MediumLimits } from "#engine/card.ts";
import { AppError, notFound } from "../../errors.ts";
import { maySee } from "../../media/access.ts";
import { MediaError } from "../../media/error.ts";
import type { Services } from "../../ports.ts";
import type { Handlers } from "../call.ts";

export const mediaRoutes: Pick<Handlers, "showMedium" | "showPicture"> = {
  showMedium: async ({ services, caller, params, query }) => {
    if (!(await maySee(services.db, caller, params.id))) throw notFound();
    const as = services.nodes.networks.get(query.network ?? "")?.card.limits.picture;
    return show(services, caller.workspaceId, () => Promise.resolve(params.id), query.size, as);
  },

  showPicture: ({ services, caller, query }) => {
    const { workspaceId } = caller;
    // Whoever makes an address up learns nothing of what is there.
    if (!services.media.marked(workspaceId, query.address, query.mark)) throw notFound();
    const stored = async () => (await services.media.fetch(workspaceId, query.address)).id;
    return show(services, workspaceId, stored, query.size);
  },
};

async function show(
  { media }: Services,
  workspaceId: string,
  stored: () => Promise<string>,
  size: number,
  as?: MediumLimits,
) {
  try {
    const id = await stored();
    const { bytes, type } = await media.shown(workspaceId, id, size, as);
    // What two networks take is often the same picture; where it is not, its bytes tell.
    return { bytes, type, tag: `${id}.${size}.${type.slice(6)}.${bytes.byteLength}` };
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    // Which of the two decides whether it is worth asking again.
    throw new AppError(`media_${error.code}`, error.retry ? 503 : 404, error.text, { cause: error });
  }
}
