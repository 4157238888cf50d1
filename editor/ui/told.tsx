import type { ReactNode } from "react";
import type { Asked } from "../replies.ts";
import { Answer } from "./answer.tsx";

/** As `Answer`, for one reply: its children are given what was told. */
export function Told<T>({
  query,
  lines = 4,
  height = 56,
  children,
}: {
  query: Asked & { data: T | undefined };
  lines?: number;
  height?: number;
  children: (told: T) => ReactNode;
}) {
  return (
    <Answer query={query} lines={lines} height={height}>
      {() => query.data !== undefined && children(query.data)}
    </Answer>
  );
}
