import type { MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { useState } from "react";
import { Face } from "../../ui/face.tsx";
import { useAccountOf } from "../state/map-context.ts";
import type { Sign } from "../state/sign.ts";
import classes from "./node-card.module.css";
import { NodeIcon } from "../../ui/node-icon.tsx";

/** The sign of a source's site, through our own server; its initial where that cannot be had. */
function SiteSign({ source }: { source: NonNullable<Sign["source"]> }) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span className={classes.icon}>
      {source.icon !== null && broken !== source.icon ? (
        <img
          className={classes.sign}
          src={`${source.icon}&size=96`}
          alt=""
          width={24}
          height={24}
          loading="lazy"
          onError={() => setBroken(source.icon)}
        />
      ) : (
        <span className={classes.initial} aria-hidden="true">
          {[...source.title][0]?.toUpperCase()}
        </span>
      )}
    </span>
  );
}

/** The picture of a step: an account's face with its network's mark, the sign of a source's site, else the type's icon in its kind's colour. */
export function NodeFace({
  node,
  manifest,
  source,
}: {
  node: MapNode;
  manifest: Manifest | undefined;
  source?: Sign["source"] | undefined;
}) {
  const account = useAccountOf(node);
  if (manifest?.kind === "target" && account)
    return (
      <Face
        name={account.name}
        company={account.member === null}
        avatar={account.avatar}
        network={account.network}
        size={36}
      />
    );
  if (source?.site && source.title !== "") return <SiteSign source={source} />;
  return (
    <span className={classes.icon}>
      <NodeIcon manifest={manifest} size={19} />
    </span>
  );
}
