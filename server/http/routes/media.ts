import { AppError, notFound } from "../../errors.ts";
import { maySee } from "../../media/access.ts";
import { MediaError } from "../../media/error.ts";
import type { Services } from "../../ports.ts";
import type { Handlers } from "../call.ts";

export const mediaRoutes: Pick<Handlers, "showMedium" | "showPicture"> = {
  showMedium: async ({ services, caller, params, query }) => {
    if (!(await maySee(services.db, caller, params.id))) throw notFound();
    return show(services, caller.workspaceId, () => Promise.resolve(params.id), query.size);
  },

  showPicture: ({ services, caller, query }) => {
    const { workspaceId } = caller;
    // Whoever makes an address up learns nothing of what is there.
    if (!services.media.marked(workspaceId, query.address, query.mark)) throw notFound();
    const stored = async () => (await services.media.fetch(workspaceId, query.address)).id;
    return show(services, workspaceId, stored, query.size);
  },
};

async function show({ media }: Services, workspaceId: string, stored: () => Promise<string>, size: number) {
  try {
    const id = await stored();
    const { bytes, type } = await media.shown(workspaceId, id, size);
    return { bytes, type, tag: `${id}.${size}` };
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    // Which of the two decides whether it is worth asking again.
    throw new AppError(`media_${error.code}`, error.retry ? 503 : 404, error.text, { cause: error });
  }
}
