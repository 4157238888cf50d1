import type { Manifest } from "./node.ts";

/** A stored config in the form of today. Throws where no upgrade leads there, and where an upgrade does not expect what it is given. */
export function upgradeConfig(
  manifest: Pick<Manifest, "type" | "version" | "upgrades">,
  version: number,
  config: unknown,
): unknown {
  if (version > manifest.version) throw new Error(`${manifest.type} is known up to version ${manifest.version}`);
  let upgraded = config;
  for (let at = version; at < manifest.version; at += 1) {
    const step = manifest.upgrades?.[at];
    if (step === undefined) throw new Error(`${manifest.type} has no upgrade from version ${at}`);
    upgraded = step(upgraded);
  }
  return upgraded;
}
