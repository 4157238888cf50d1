import type { Incoming } from "#engine/receive.ts";
import { AppError } from "../errors.ts";
import type { Services } from "../ports.ts";
import { most } from "./kinds.ts";
import { keepPicture } from "./pictures.ts";

type Who = { workspaceId: string; memberId: string };

/**
 * Takes what a phone's share menu hands over (Web Share Target), and gives the page that goes on with it: its words and its link stand in the
 * page's address, a photo is kept as one that was brought in. Works without a service worker. What cannot be read opens the page as well.
 */
export async function share(
  services: Pick<Services, "db" | "media">,
  who: Who,
  incoming: Pick<Incoming, "headers" | "body">,
): Promise<string> {
  const form = await read(incoming);
  const said = (name: string): string => {
    const value = form?.get(name) ?? "";
    return typeof value === "string" ? value.slice(0, most.link) : "";
  };
  const query = new URLSearchParams({ way: "share" });
  for (const name of ["title", "text", "url"]) if (said(name) !== "") query.set(name, said(name).slice(0, 1500));
  const photo = form?.getAll("photo").find((value) => typeof value !== "string" && value.size > 0);
  if (photo !== undefined && typeof photo !== "string") {
    const kept = await keepPicture(services, who, new Uint8Array(await photo.arrayBuffer())).catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
    if (kept === null) query.set("photo", "lost");
    else query.set("medium", kept.id);
  }
  return `/suggest?${query.toString()}`;
}

/** A form as browsers send it; null for what is none. The body is bounded where it comes in. */
async function read({ headers, body }: Pick<Incoming, "headers" | "body">) {
  const type = headers["content-type"] ?? "";
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  } catch {
    return null;
  }
}
