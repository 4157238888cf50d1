import { z } from "zod";
import { roles } from "#engine/role.ts";
import { route, admins, editors } from "./route.ts";

/** A text in the languages that the dossier is read in. */
const Told = z.strictObject({ en: z.string(), fr: z.string(), de: z.string() });

export const DossierArea = z.strictObject({
  name: z.string(),
  title: Told,
  what: Told,
  why: Told,
  kept: Told,
  /** Who may read something of it, by the routes that answer with it; those of one's own only are the person's. */
  seenBy: z.array(z.enum(["self", ...roles])),
});

/** What a works council asks: whether others get figures about a person, and what is stored at all. */
export const council = {
  readPeopleRule: route({
    method: "GET",
    path: "/api/council/figures",
    access: editors,
    summary: "Whether others get figures about one person; where not, none about fewer than five",
    reply: z.strictObject({ personFigures: z.boolean(), fewest: z.number().int() }),
  }),
  savePeopleRule: route({
    method: "PUT",
    path: "/api/council/figures",
    access: admins,
    summary: "Set whether others get figures about one person",
    body: z.strictObject({ personFigures: z.boolean() }),
    reply: z.strictObject({ personFigures: z.boolean(), fewest: z.number().int() }),
  }),
  readDossier: route({
    method: "GET",
    path: "/api/council/dossier",
    access: editors,
    summary: "What is stored, why, who sees it and how long, from the schema, the routes and the code that deletes",
    reply: z.strictObject({
      company: z.string(),
      personFigures: z.boolean(),
      fewest: z.number().int(),
      areas: z.array(
        DossierArea.extend({
          tables: z.array(
            z.strictObject({
              name: z.string(),
              about: z.string().nullable(),
              /** It has rows about people. */
              personal: z.boolean(),
              columns: z.array(z.strictObject({ name: z.string(), about: z.string().nullable() })),
            }),
          ),
          routes: z.array(
            z.strictObject({ method: z.string(), path: z.string(), summary: z.string(), access: z.string() }),
          ),
        }),
      ),
    }),
  }),
} as const;
