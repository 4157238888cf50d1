import type { Site } from "#engine/network.ts";
import { card } from "./card.ts";

export const network: Site = { card, apiBase: "https://www.youtube.com", webBase: "https://www.youtube.com" };
