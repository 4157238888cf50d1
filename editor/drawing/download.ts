import type { MapDocument } from "#engine/map.ts";
import { serialise } from "#engine/serialise.ts";

/** Hands a map out as the file that the command line and another workspace read. */
export function download(map: MapDocument): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([serialise(map)], { type: "application/json" }));
  link.download = `${map.name.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}.map.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
