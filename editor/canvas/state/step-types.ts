import type { Manifest } from "#engine/node.ts";
import { announce } from "../../announce.ts";
import { unreachable } from "../../client.ts";
import { manifests, readManifests, typesOn } from "../../nodes.ts";

/** Does something with the steps of a drawing once their manifests are here; says so where they cannot be had. */
export async function withSteps(drawing: Parameters<typeof typesOn>[number], act: () => void): Promise<void> {
  try {
    await readManifests(typesOn(drawing));
  } catch {
    announce.failure(unreachable());
    return;
  }
  act();
}

/** The same with a single type; nothing happens for one that is not known here. */
export const withManifest = (type: string, act: (manifest: Manifest) => void): Promise<void> =>
  withSteps({ nodes: [{ type }] }, () => {
    const manifest = manifests.get(type);
    if (manifest !== undefined) act(manifest);
  });
