import type { Body } from "#server/api.ts";

export type Kind = Body<"suggest">["kind"];
export type Way = NonNullable<Body<"suggest">["way"]>;

/** What is being written; its id is the suggestion's from the first letter on, so that what is sent twice is there once. */
export type Draft = {
  id: string;
  kind: Kind;
  way: Way;
  body: string;
  link: string;
  /** A stored picture. */
  medium: string | null;
  alt: string;
  topic: string | null;
  credit: boolean;
};

export const emptyDraft = (changes: Partial<Draft> = {}): Draft => ({
  id: crypto.randomUUID(),
  kind: "photo",
  way: "page",
  body: "",
  link: "",
  medium: null,
  alt: "",
  topic: null,
  credit: false,
  ...changes,
});

const place = (member: string) => `suggest ${member}`;

/** What this person was writing on this device; promises are made anew. */
export function keptDraft(member: string, store: () => Storage = () => localStorage): Draft | null {
  try {
    const found: unknown = JSON.parse(store().getItem(place(member)) ?? "null");
    if (typeof found !== "object" || found === null || !("id" in found)) return null;
    return { ...emptyDraft(), ...(found as Partial<Draft>) };
  } catch {
    return null;
  }
}

/** Where the browser keeps nothing, nothing is kept. */
export function keepDraft(member: string, draft: Draft | null, store: () => Storage = () => localStorage): void {
  try {
    if (draft === null || isEmpty(draft)) store().removeItem(place(member));
    else store().setItem(place(member), JSON.stringify(draft));
  } catch {
    // Private windows of some browsers refuse.
  }
}

export const isEmpty = ({ body, link, medium }: Draft): boolean =>
  body.trim() === "" && link.trim() === "" && medium === null;

const address = /https?:\/\/[^\s<>"]+/iu;

/**
 * What a phone's share menu, or a bookmark, hands over in the address of the page: many apps put a link into the text. null: nothing was
 * handed over.
 */
export function sharedIn(search: string): Partial<Draft> | null {
  const query = new URLSearchParams(search);
  const said = (name: string): string => (query.get(name) ?? "").trim().slice(0, 4000);
  const [title, text, given] = [said("title"), said("text"), said("link") || said("url")];
  const medium = query.get("medium");
  const photo = /^[\da-f-]{36}$/iu.test(medium ?? "") ? { medium } : {};
  const link = given || (address.exec(text)?.[0] ?? "");
  const rest = text.replace(link, "").trim();
  const way: Way = query.get("way") === "bookmark" ? "bookmark" : "share";
  if ("medium" in photo || query.get("photo") === "lost")
    return { kind: "photo", way, ...photo, body: [title, text].filter((words) => words !== "").join("\n\n") };
  if (link !== "") return { kind: "link", way, link, body: rest === title ? "" : rest };
  const body = [title, rest].filter((words) => words !== "").join("\n\n");
  return body === "" ? null : { kind: "text", way, body };
}
