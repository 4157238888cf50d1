import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { MediumLimits } from "#engine/card.ts";
import type { FittedMedium } from "#engine/network.ts";
import type { Media, Medium, Services } from "../ports.ts";
import { MediaError } from "./error.ts";
import { fetchMedium } from "./fetch.ts";
import { pruneMedia } from "./prune.ts";
import { fitted } from "./renditions.ts";
import { keep } from "./store.ts";
import { openStudio, type StudioOptions } from "./studio.ts";

export type MediaServices = Pick<Services, "db" | "outbound" | "settings">;

const shownTypes = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/** What our own pages show of a picture: at most half a byte a pixel of the square that it fits into. */
const screen = (side: number, as?: MediumLimits): MediumLimits => ({
  bytes: Math.min(Math.max(20_000, Math.ceil((side * side) / 2)), as?.bytes ?? Infinity),
  types: as === undefined ? shownTypes : as.types.filter((type) => shownTypes.includes(type)),
  side: Math.min(side, as?.side ?? side),
});

/** Downloads at the same time in one process, and those that wait: each may hold 20 MB. */
const most = { asking: 4, waiting: 1000 };

/** The workspace's store of media. */
export function createMedia(services: MediaServices, options: StudioOptions = {}): Media {
  const studio = openStudio(options);
  const own = { ...services, studio };
  const key = Buffer.from(hkdfSync("sha256", services.settings.masterKey, "", "relaymap media address", 32));
  const markOf = (workspaceId: string, address: string): Buffer =>
    createHmac("sha256", key).update(`${workspaceId}\n${address}`).digest();
  const turn = turns(most);
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
  const fit = (workspaceId: string, id: string, limits: MediumLimits): Promise<FittedMedium> =>
    once(making, [workspaceId, id, JSON.stringify(limits)].join(" "), () => fitted(own, workspaceId, id, limits));

  return {
    keep: (workspaceId, bytes, about = {}) => keep(own, workspaceId, bytes, about),
    fetch: (workspaceId, address, anew = false) =>
      once(asking, `${workspaceId} ${anew} ${address}`, () => turn(() => fetchMedium(own, workspaceId, address, anew))),
    fitted: fit,
    shown: (workspaceId, id, side, as) => fit(workspaceId, id, screen(side, as)),
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
