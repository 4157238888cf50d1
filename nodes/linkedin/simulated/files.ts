import type { Shelf } from "#engine/simulator/shelf.ts";
import type { SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { batchOf, urnsIn } from "./listing.ts";
import type { Replies, Videos } from "./videos.ts";

type Tools = Pick<Replies, "json" | "fail"> & { stage: Stage; shelf: Shelf; videos: Videos };

/** Pictures and videos as LinkedIn tells of them, one by one or several at once. Members' tokens may ask of none. */
export function createFiles({ stage, shelf, videos, json, fail }: Tools) {
  function find(kind: string, urn: string): { owner: string; shown: object } | null {
    const id = urn.split(":").at(-1) ?? "";
    const found = shelf.find(id);
    if (kind === "videos") {
      const state = videos.stateOf(id);
      if (state === null) return null;
      const owner = found?.handle ?? "";
      const there = state.status === "AVAILABLE" ? { downloadUrl: `${stage.base}/media/${id}` } : {};
      return { owner, shown: { id: urn, owner, ...state, ...there } };
    }
    if (found === null) return null;
    const ready = found.readyAt <= stage.now();
    const there = ready ? { downloadUrl: `${stage.base}/media/${id}`, downloadUrlExpiresAt: stage.now() + life } : {};
    const status = ready ? "AVAILABLE" : "PROCESSING";
    return { owner: found.handle, shown: { id: urn, owner: found.handle, status, ...there } };
  }

  return {
    one: (kind: string, urn: string): SimulatorReply => {
      const found = find(kind, urn);
      if (found === null) return fail(404, `Could not find ${kind.slice(0, -1)}`);
      return isMember(found.owner)
        ? fail(403, `Not enough permissions to access: ${kind}.GET`)
        : json(200, found.shown);
    },
    several: (kind: string, { query, headers }: SimulatorRequest): SimulatorReply => {
      const urns = urnsIn(query.get("ids"));
      if (urns === null || headers["x-restli-method"] !== "BATCH_GET" || urns.length > 50)
        return fail(400, "Invalid query parameters passed to request");
      return json(
        200,
        batchOf(urns, (urn) => {
          const found = find(kind, urn);
          return found === null || isMember(found.owner) ? null : found.shown;
        }),
      );
    },
  };
}

/** Milliseconds that the address of a file lives. */
const life = 30 * 86_400_000;
const isMember = (owner: string): boolean => owner.startsWith("urn:li:person:");
