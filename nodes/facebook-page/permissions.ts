import type { NetworkContext } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { type Key, read } from "./graph.ts";
import { Permissions } from "./wire.ts";

/** What is asked for in the dialog, and what is said where the person did not grant it. */
export const missing = {
  pages_show_list: {
    en: "Facebook did not let Relaymap see your pages: connect again and leave “Show a list of the Pages you manage” ticked.",
    fr: "Facebook n’a pas laissé Relaymap voir vos pages : reconnectez-vous en laissant « Afficher la liste des Pages que vous gérez » coché.",
  },
  pages_manage_posts: {
    en: "Facebook did not let Relaymap post on your pages: connect again and leave “Create and manage content on your Page” ticked.",
    fr: "Facebook n’a pas laissé Relaymap publier sur vos pages : reconnectez-vous en laissant « Créer et gérer le contenu de votre Page » coché.",
  },
  pages_read_engagement: {
    en: "Facebook did not let Relaymap read your pages’ posts, without which it allows no posting either: connect again and leave “Read content posted on the Page” ticked.",
    fr: "Facebook n’a pas laissé Relaymap lire les publications de vos pages, sans quoi il n’autorise pas non plus à publier : reconnectez-vous en laissant « Lire le contenu publié sur la Page » coché.",
  },
  business_management: {
    en: "Pages of a business portfolio may be missing from the list: connect again with “Manage your business” ticked to see them.",
    fr: "Les pages d’un portefeuille business manquent peut-être dans la liste : reconnectez-vous avec « Gérer votre entreprise » coché pour les voir.",
  },
  read_insights: {
    en: "Reach and clicks of posts will not be counted: connect again with “Access your Page’s insights” ticked to have them.",
    fr: "La portée et les clics des publications ne seront pas mesurés : reconnectez-vous avec « Accéder aux statistiques de votre Page » coché pour les obtenir.",
  },
} as const satisfies Record<string, Text>;

export type Permission = keyof typeof missing;
export const permissions = Object.keys(missing) as Permission[];

/** Nothing can be posted without these; without the others something is left out, and said. */
export const needed: readonly Permission[] = ["pages_show_list", "pages_manage_posts", "pages_read_engagement"];

/** What a person granted: the dialog lets them untick each. */
export async function readGranted(context: NetworkContext, key: Key): Promise<string[]> {
  const { data } = await read(context, "/me/permissions", { key, query: { limit: "200" } }, Permissions);
  return data.filter(({ status }) => status === "granted").map(({ permission }) => permission);
}
