import type { Manifest } from "#engine/node.ts";
import { announce } from "../../announce.ts";
import { unreachable } from "../../client.ts";
import { manifests, readManifests } from "../../nodes.ts";

/** Does something with steps of these types once their manifests are here; says so where they cannot be had. */
export async function withTypes(types: Iterable<string>, act: () => void): Promise<void> {
  try {
    await readManifests(types);
  } catch {
    announce.failure(unreachable());
    return;
  }
  act();
}

/** The same for a single type; nothing happens for one that is not known here. */
export const withManifest = (type: string, act: (manifest: Manifest) => void): Promise<void> =>
  withTypes([type], () => {
    const manifest = manifests.get(type);
    if (manifest !== undefined) act(manifest);
  });
