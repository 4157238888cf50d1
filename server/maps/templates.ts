import type { MapDocument } from "#engine/map.ts";
import type { Reply } from "../api.ts";
import { again } from "./templates/again.ts";
import { news } from "./templates/news.ts";
import { answered, type Given, type Ground, ownOf } from "./templates/own.ts";
import { people } from "./templates/people.ts";
import type { Template } from "./templates/template.ts";
import { watch } from "./templates/watch.ts";

export const allTemplates: readonly Template[] = [...news, ...watch, ...people, ...again];

/** Maps to start from, drawn with what the workspace has already: its feeds, accounts and topics. */
export async function templates(ground: Ground, workspaceId: string): Promise<Reply<"templates">> {
  const own = await ownOf(ground, workspaceId);
  const rows = allTemplates.map(({ id, purpose, title, help, asks, draw }) => ({
    id,
    purpose,
    title,
    help,
    asks: asks.map((ask) => ({ ask, given: own[ask] })),
    document: draw(own),
  }));
  return { rows };
}

/** A template's drawing with what a person answered; null where there is no such template. */
export async function drawTemplate(
  ground: Ground,
  workspaceId: string,
  id: string,
  answers: Given,
): Promise<MapDocument | null> {
  const template = allTemplates.find((one) => one.id === id);
  if (template === undefined) return null;
  return template.draw(answered(ground.nodes, await ownOf(ground, workspaceId), answers));
}
