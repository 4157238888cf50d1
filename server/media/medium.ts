import type { Limits } from "#engine/card.ts";
import type { NetworkContext } from "#engine/network.ts";
import type { Media } from "../ports.ts";
import { MediaError } from "./error.ts";

/** What a connector is given for the media of a workspace's posts: each fitted to the limits of the account it goes to. */
export function mediumOf(media: Pick<Media, "fitted">, workspaceId: string): NetworkContext["medium"] {
  return ({ id, kind }, limits) => {
    const wanted = limitsOf(limits, kind);
    return wanted === undefined
      ? Promise.reject(new MediaError("does_not_fit"))
      : media.fitted(workspaceId, id, wanted);
  };
}

const limitsOf = (limits: Limits, kind: "picture" | "video") => (kind === "picture" ? limits.picture : limits.video);
