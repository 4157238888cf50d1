import { z } from "zod";
import { SecretName } from "#engine/secret.ts";
import { admins, done, route, Text, when } from "./route.ts";

const dollars = z.number().min(0).max(1_000_000);

const MachineSettings = z.strictObject({
  /** Of an OpenAI-compatible endpoint, such as `https://ai.example.com/v1`. */
  address: z.string().trim().min(8).max(500),
  model: z.string().trim().min(1).max(200),
  secret: SecretName.nullable(),
  callsPerDay: z.int().min(1).max(100_000),
  /** US dollars; null: no limit. Prices are for a million tokens. */
  perMonth: dollars.nullable(),
  priceIn: dollars.max(100_000),
  priceOut: dollars.max(100_000),
});

/** The machine that rewrites and translates: where it is, what it may cost, and whether it answers. */
export const machine = {
  readMachine: route({
    method: "GET",
    path: "/api/machine",
    access: admins,
    summary: "Where the AI is, what was asked of it, and what stopped it",
    reply: z.strictObject({
      settings: MachineSettings.nullable(),
      /** Calls of today, the rest of this month (UTC). */
      use: z.strictObject({ calls: z.int(), spent: z.number(), tokensIn: z.int(), tokensOut: z.int() }),
      /** Which limit is reached. */
      spent: Text.nullable(),
      trouble: z.strictObject({ at: when, why: Text }).nullable(),
      goodAt: when.nullable(),
    }),
  }),
  saveMachine: route({
    method: "PUT",
    path: "/api/machine",
    access: admins,
    summary: "Set up the AI; its key is named, and stands in the vault",
    body: MachineSettings,
    reply: done,
  }),
  forgetMachine: route({
    method: "DELETE",
    path: "/api/machine",
    access: admins,
    summary: "No AI any more; what it answered is forgotten",
    reply: done,
  }),
  tryMachine: route({
    method: "POST",
    path: "/api/machine/trial",
    access: admins,
    summary: "Ask the AI for real, with an invented item, and tell what came of it; it counts in the budget",
    reply: z.strictObject({
      works: z.boolean(),
      host: z.string(),
      model: z.string(),
      why: Text.nullable(),
      before: z.string(),
      after: z.string().nullable(),
      milliseconds: z.int(),
      /** Where the model is not there: some that are. */
      models: z.array(z.string()),
    }),
  }),
} as const;
