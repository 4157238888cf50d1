import { z } from "zod";
import type { ConnectionCard } from "#engine/card.ts";
import { explain } from "#engine/issue.ts";
import { type Access, ConnectError } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { unprocessable } from "../../errors.ts";
import type { Place } from "../apps.ts";
import { networkContext } from "../bases.ts";
import type { NetworkServices } from "../services.ts";
import { failed } from "./failure.ts";

/** Milliseconds the calls may take that check what was entered, each. */
const timeout = 15_000;

/** What was entered, as texts by name: the network's `open` is given nothing else. */
const Entered = z.record(z.string().max(100), z.string().max(20_000));

/**
 * Checks what a person entered, first by the card's schema, then by a call, and gives the access. Throws AppError `connect_fields`
 * with the field at fault and a sentence, or `connect_failed` where the network could not be asked. What was entered reaches no error.
 */
export async function openFields(
  services: NetworkServices,
  { network, connection, server }: Place,
  card: ConnectionCard,
  given: Readonly<Record<string, string>>,
): Promise<Access> {
  if (connection.open === undefined) throw new Error(`${network.card.title} cannot be connected by what is entered`);
  const fields = card.way === "fields" ? read(card.fields, given) : {};
  const home = server === "" ? null : server;
  try {
    return await connection.open(networkContext(services, network, home, timeout), fields, home);
  } catch (error) {
    if (error instanceof ConnectError) throw refused(error.text, error.field);
    throw failed(network, error);
  }
}

function read(schema: z.ZodObject, given: Readonly<Record<string, string>>): Record<string, string> {
  const result = schema.safeParse(given);
  if (result.success) return Entered.parse(result.data);
  const [issue] = result.error.issues;
  const field = issue?.path[0];
  const text = issue === undefined ? incomplete : explain(issue, schema);
  throw refused(text, typeof field === "string" ? field : null);
}

const refused = (text: Text, field: string | null) => unprocessable("connect_fields", text, { field });

const incomplete: Text = { en: "Fill in all fields.", fr: "Remplissez tous les champs." };
