import type { MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { Face } from "../../ui/face.tsx";
import { useAccountOf } from "../state/map-context.ts";
import classes from "./node-card.module.css";
import { NodeIcon } from "../../ui/node-icon.tsx";

/** The picture of a step: an account's face with its network's mark, else the type's icon in its kind's colour. */
export function NodeFace({ node, manifest }: { node: MapNode; manifest: Manifest | undefined }) {
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
  return (
    <span className={classes.icon}>
      <NodeIcon manifest={manifest} size={19} />
    </span>
  );
}
