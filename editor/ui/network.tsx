import { IconBrandFacebook, IconBrandMastodon, IconBrandX, IconWorld } from "@tabler/icons-react";
import classes from "./network.module.css";

const marks = { x: IconBrandX, mastodon: IconBrandMastodon, facebook: IconBrandFacebook } as const;
const titles: Record<string, string> = { x: "X", mastodon: "Mastodon", facebook: "Facebook" };

/** A network's proper name; names of networks are not translated. */
export const networkTitle = (network: string): string => titles[network] ?? network;

/** A network's mark in its own colour. */
export function NetworkMark({ network, size = 20 }: { network: string; size?: number }) {
  const Mark = marks[network as keyof typeof marks] ?? IconWorld;
  return (
    <span
      className={classes.mark}
      data-network={network}
      style={{ width: size, height: size }}
      role="img"
      aria-label={networkTitle(network)}
    >
      <Mark size={Math.round(size * 0.66)} stroke={2} aria-hidden="true" />
    </span>
  );
}
