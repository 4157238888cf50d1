import type { Reply } from "#server/api.ts";
import { sendFile } from "../client.ts";

export type Kept = Reply<"keepSuggestionPicture">;

/** Brings a photo to the server; `tell` says how much of it is there, 0 to 1. Throws CallError. */
export async function upload(photo: Blob, tell: (share: number) => void, signal: AbortSignal): Promise<Kept> {
  return (await sendFile("keepSuggestionPicture", photo, tell, signal)) as Kept;
}
