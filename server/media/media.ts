import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { MediumLimits } from "#engine/card.ts";
import type { FittedMedium } from "#engine/network.ts";
import { inWorkspace } from "../database/scope.ts";
import type { Media, Medium, Services } from "../ports.ts";
import { MediaError } from "./error.ts";
import { fetchMedium } from "./fetch.ts";
import { pruneMedia } from "./prune.ts";
import { fitted } from "./renditions.ts";
import { keep, mostBytes } from "./store.ts";
import { openStudio, type StudioOptions } from "./studio.ts";

export type MediaServices = Pick<Services, "db" | "outbound" | "settings">;

const shownTypes = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/** What our own pages show of a picture: at most half a byte a pixel of the square that it fits into. */
const screen = (side: number, as?: MediumLimits): MediumLimits => ({
  bytes: Math.min(Math.max(20_000, Math.ceil((side * side) / 2)), as?.bytes ?? Infinity),
  types: as === undefined ? shownTypes : as.types.filter((type) => shownTypes.includes(type)),
  side: Math.min(side, as?.side ?? side),
});

/** A video is shown as it is kept. */
const anyVideo: MediumLimits = { bytes: mostBytes.video, types: ["video/mp4", "video/quicktime", "video/webm"] };

/** Downloads at the same time in one process, and those that wait: of pictures each may hold 20 MB, of videos 64 MB. */
const most = { picture: { asking: 4, waiting: 1000 }, video: { asking: 1, waiting: 200 } };

/** The workspace's store of media. */
export function createMedia(services: MediaServices, options: StudioOptions = {}): Media {
  const studio = openStudio(options);
  const own = { ...services, studio };
  const key = Buffer.from(hkdfSync("sha256", services.settings.masterKey, "", "relaymap media address", 32));
  const markOf = (workspaceId: string, address: string): Buffer =>
    createHmac("sha256", key).update(`${workspaceId}\n${address}`).digest();
  const turn = { picture: turns(most.picture), video: turns(most.video) };
  const making = new Map<string, Promise<FittedMedium>>();
  const asking = new Map<string, Promise<Medium>>();

  /** Within one process whoever asks for the same shares the answer; across processes the database sees to it. */
  function once<T>(running: Map<string, Promise<T>>, name: string, work: () => Promise<T>): Promise<T> {
    const found = running.get(name);
    if (found !== undefined) return found;
    const started = work().finally(() => running.delete(name));
    running.set(name, started);
    return started;
  }
  // A video goes up in steps, often for many accounts at a time: while somebody holds its bytes, the others are given the very same.
  const held = new Map<string, WeakRef<FittedMedium>>();
  const fit = async (workspaceId: string, id: string, limits: MediumLimits): Promise<FittedMedium> => {
    const name = [workspaceId, id, JSON.stringify(limits)].join(" ");
    const here = held.get(name)?.deref();
    if (here !== undefined) return here;
    const made = await once(making, name, () => inWorkspace(workspaceId, () => fitted(own, workspaceId, id, limits)));
    if (made.type.startsWith("video/")) {
      for (const [other, ref] of held) if (ref.deref() === undefined) held.delete(other);
      held.set(name, new WeakRef(made));
    }
    return made;
  };

  return {
    keep: (workspaceId, bytes, about = {}) => inWorkspace(workspaceId, () => keep(own, workspaceId, bytes, about)),
    fetch: (workspaceId, address, asked = {}) => {
      const { anew = false, kind = "picture" } = asked;
      const name = [workspaceId, kind, anew, address].join(" ");
      return once(asking, name, () =>
        turn[kind](() => inWorkspace(workspaceId, () => fetchMedium(own, workspaceId, address, asked))),
      );
    },
    fitted: fit,
    shown: (workspaceId, id, side, as) =>
      fit(workspaceId, id, screen(side, as)).catch((error: unknown) => {
        if (!(error instanceof MediaError) || error.code !== "video_type") throw error;
        return fit(workspaceId, id, anyVideo);
      }),
    mark: (workspaceId, address) => markOf(workspaceId, address).toString("base64url"),
    marked: (workspaceId, address, mark) => {
      const given = Buffer.from(mark, "base64url");
      const right = markOf(workspaceId, address);
      return given.length === right.length && timingSafeEqual(given, right);
    },
    prune: () => pruneMedia(services.db),
    close: () => studio.close(),
  };
}

/** Lets `asking` work at a time; rejects where too many wait already. */
function turns({ asking, waiting }: { asking: number; waiting: number }) {
  let busy = 0;
  const queue: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy >= asking) {
      if (queue.length >= waiting) throw new MediaError("busy");
      await new Promise<void>((resolve) => queue.push(resolve));
    } else busy += 1;
    try {
      return await work();
    } finally {
      // The place goes to whoever waits longest.
      const next = queue.shift();
      if (next === undefined) busy -= 1;
      else next();
    }
  };
}
