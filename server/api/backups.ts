import { z } from "zod";
import { admins, done, paged, paging, route, Text, when } from "./route.ts";

/** Backups are of the whole database. Their files are for whoever runs the server: no route gives them away. */
export const backups = {
  listBackups: route({
    method: "GET",
    path: "/api/backups",
    access: admins,
    summary: "The backups that were made, what is in them, and when the next one is due",
    query: paging,
    reply: paged(
      z.strictObject({
        id: z.number().int(),
        state: z.enum(["asked", "running", "done", "failed"]),
        cause: z.enum(["plan", "person", "command"]),
        by: z.string().nullable(),
        at: when,
        endedAt: when.nullable(),
        host: z.string().nullable(),
        file: z.string().nullable(),
        bytes: z.number().int().nullable(),
        /** How much of it is done, from 0 to 1. */
        share: z.number(),
        contents: z
          .strictObject({
            takenAt: when,
            version: z.string(),
            rows: z.number().int(),
            people: z.number().int(),
            accounts: z.number().int(),
            items: z.number().int(),
            deliveries: z.number().int(),
            media: z.number().int(),
          })
          .nullable(),
        failure: Text.nullable(),
        /** Whether the file still lies there; null where that cannot be seen from here. */
        there: z.boolean().nullable(),
      }),
    ).extend({
      plan: z.strictObject({
        hours: z.number().int().nullable(),
        keep: z.number().int(),
        /** False: nobody chose, it is the usual. */
        chosen: z.boolean(),
        next: when.nullable(),
      }),
      /** Where the next ones will lie; null where another process makes them. */
      folder: z.string().nullable(),
    }),
  }),
  askBackup: route({
    method: "POST",
    path: "/api/backups",
    access: admins,
    summary: "Make a backup now; 409 where one is being made",
    reply: done,
  }),
  saveBackupPlan: route({
    method: "PUT",
    path: "/api/backups/plan",
    access: admins,
    summary: "Set how often a backup is made by itself, in hours (null: never), and how many of them are kept",
    body: z.strictObject({
      hours: z.number().int().min(1).max(8784).nullable(),
      keep: z.number().int().min(1).max(1000),
    }),
    reply: done,
  }),
} as const;
