import type { NodeProps } from "@xyflow/react";
import { Suspense } from "react";
import { lazy } from "../../ui/lazy.ts";
import type { FrameNode, NoteNode } from "./use-marks.ts";

const NoteCard = lazy(async () => ({ default: (await import("./marks.tsx")).NoteCard }));
const Frame = lazy(async () => ({ default: (await import("./marks.tsx")).Frame }));

/** Notes and frames are loaded with the first map that has some. */
export const LateNote = (props: NodeProps<NoteNode>) => (
  <Suspense>
    <NoteCard {...props} />
  </Suspense>
);
export const LateFrame = (props: NodeProps<FrameNode>) => (
  <Suspense>
    <Frame {...props} />
  </Suspense>
);
