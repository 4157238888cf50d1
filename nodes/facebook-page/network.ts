import type { Site } from "#engine/network.ts";
import { card } from "./card.ts";

export const network: Site = {
  card,
  apiBase: "https://graph.facebook.com/v23.0",
  webBase: "https://www.facebook.com",
};
