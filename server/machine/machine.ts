import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { type Fault, faultsOf, sayFaults } from "#engine/faithful.ts";
import type { Answered, Ask } from "#engine/machine.ts";
import type { Text } from "#engine/text.ts";
import type { Db, Services } from "../ports.ts";
import { secretReader } from "../vault/secrets.ts";
import { setAside, type Tokens } from "./budget.ts";
import {
  type Conversation,
  type Endpoint,
  mostTokens,
  openEndpoint,
  Paid,
  type Spoken,
  usualPatience,
} from "./client.ts";
import { MachineError, traitsOf } from "./error.ts";
import { again, answerHash, conversationOf, promptHash, wordsOf } from "./prompt.ts";
import { type MachinePlace, machinePlace, noteTrouble } from "./settings.ts";

export type MachineServices = Pick<Services, "db" | "vault" | "outbound" | "log">;
/** `patience`: milliseconds for one call; `wait`: for which an endpoint that asks to be left alone is waited for, at most. */
export type MachineBounds = { patience?: number; wait?: number };

const usualWait = 10_000;
/** Calls for one ask at most: the first, one after a passing failure or junk, and one where the words did not keep to the item. */
const mostCalls = 3;

/** A workspace's machine, open for asking. */
export type Machine = {
  /** Why none can be asked at all. */
  off?: Answered;
  /** What is known without asking, and is still worth believing; by the asks' names. */
  known: (asks: ReadonlyMap<string, Ask>) => Promise<Map<string, Answered>>;
  /** Asks, within the budget, and remembers what was paid for. Never rejects because of the machine. */
  ask: (ask: Ask) => Promise<Answered>;
};

/** Opens it; gives why there is none where none is set up, or its key is gone. Only what is not known already costs anything. */
export async function openMachine(
  services: MachineServices,
  workspaceId: string,
  { patience = usualPatience, wait = usualWait }: MachineBounds = {},
): Promise<Machine> {
  const { db, log } = services;
  const place = await machinePlace(db, workspaceId);
  if (place === null) {
    const off = unsaid(new MachineError("off"));
    return { off, known: () => Promise.resolve(new Map()), ask: () => Promise.resolve(off) };
  }
  let opened: Promise<Endpoint> | null = null;
  const endpoint = (): Promise<Endpoint> => (opened ??= reach(services, workspaceId, place, patience));

  return {
    known: async (asks) => {
      const names = new Map(
        [...asks].map(([name, ask]) => [answerHash(place.model, ask).toString("hex"), { name, ask }]),
      );
      const found = new Map<string, Answered>();
      for (const { hash, ...answer } of await recall(db, workspaceId, [...names.keys()])) {
        const { name, ask } = names.get(hash)!;
        found.set(name, answered(ask, place.model, answer));
      }
      return found;
    },
    ask: async (ask) => {
      try {
        const text = await askUntil(await endpoint(), ask);
        await remember(db, workspaceId, place.model, ask, { text });
        await noteTrouble(db, workspaceId, null);
        return { text, mark: markOf(ask, place.model) };
      } catch (error) {
        if (!(error instanceof MachineError)) throw error;
        const { code, text: reason } = error;
        log.info({ workspace: workspaceId, code }, "the machine gave no words");
        const { keep, stops } = traitsOf(code);
        if (keep !== undefined) await remember(db, workspaceId, place.model, ask, { code, reason, keep });
        if (stops === true) await noteTrouble(db, workspaceId, reason);
        return { code, reason };
      }
    },
  };

  /** Words that keep to the item. Throws MachineError. */
  async function askUntil(open: Endpoint, ask: Ask): Promise<string> {
    let conversation = conversationOf(ask);
    let faults: Fault[] = [];
    for (let call = 1; ; call += 1) {
      try {
        const { content } = await paid(services, workspaceId, place!, open, conversation);
        const text = visible(clean(wordsOf(content)));
        faults = faultsOf(ask, text);
        if (faults.length === 0) return text;
        if (conversation.length > 2 || call >= mostCalls) throw new MachineError("facts", sayFaults(faults));
        conversation = again(conversation, content.slice(0, 20_000), faults.map(sayFault));
      } catch (error) {
        if (!(error instanceof MachineError) || error.code === "facts") throw error;
        const pause = error.wait === null ? Math.min(1000, wait) : error.wait * 1000;
        if (call >= mostCalls - 1 || traitsOf(error.code).retry !== true || pause > wait) throw error;
        if (error.code === "busy" || error.code === "server") await sleep(pause);
      }
    }
  }
}

/** One call within the budget. Throws MachineError. */
export async function paid(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  place: MachinePlace,
  endpoint: Endpoint,
  conversation: Conversation,
  options: { anyway?: boolean } = {},
): Promise<Spoken> {
  const letters = conversation.reduce((sum, { content }) => sum + content.length, 0);
  // A token is about four letters, and never more than one.
  const settle = await setAside(db, workspaceId, { in: Math.ceil(letters / 2) + 50, out: mostTokens }, options);
  const learn = async (dialect: number): Promise<void> => {
    place.dialect = dialect;
    await sql`update machine_setting set dialect = ${dialect} where workspace_id = ${workspaceId}`.execute(db);
  };
  try {
    const spoken = await endpoint.say(conversation, learn);
    await settle(spoken.tokens ?? guessed(letters, spoken.content.length));
    return spoken;
  } catch (error) {
    // Whoever is too slow may have written, and charges for it.
    if (error instanceof Paid) await settle(error.tokens ?? guessed(letters, 0));
    else if (!(error instanceof MachineError) || !["timeout", "too_big", "junk"].includes(error.code))
      await settle("none");
    throw error;
  }
}

const guessed = (asked: number, said: number): Tokens => ({ in: Math.ceil(asked / 3), out: Math.ceil(said / 3) });

/** Opens the endpoint with its key. Throws MachineError. */
export async function reach(
  services: Pick<MachineServices, "db" | "vault" | "outbound">,
  workspaceId: string,
  place: MachinePlace,
  patience = usualPatience,
): Promise<Endpoint> {
  const key = place.secret === null ? null : await secretReader(services, workspaceId)(place.secret);
  if (place.secret !== null && key === null) throw new MachineError("no_key", place.secret);
  return openEndpoint(services.outbound, place, key, patience);
}

const sayFault = ({ kind, lost, what }: Fault): string => `${lost ? "missing" : "not in the item"}: ${kind} ${what}`;

/** Signs that nobody sees could hide what a person says yes to. */
const visible = (text: string): string =>
  text.replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu, "").trim();

const markOf = (ask: Ask, model: string) => ({ task: ask.task, model, prompt: promptHash(ask) });
const unsaid = ({ code, text: reason }: MachineError): Answered => ({ code, reason });

type Remembered = { text: string | null; code: string | null; reason: Text | null };
const answered = (ask: Ask, model: string, { text, code, reason }: Remembered): Answered =>
  text !== null
    ? { text, mark: markOf(ask, model) }
    : { code: code ?? "junk", reason: reason ?? new MachineError("junk").text };

async function recall(db: Db, workspaceId: string, hashes: string[]): Promise<(Remembered & { hash: string })[]> {
  if (hashes.length === 0) return [];
  const bytes = hashes.map((hash) => Buffer.from(hash, "hex"));
  const { rows } = await sql<Remembered & { hash: string }>`
    select encode(hash, 'hex') as hash, text, code, reason from machine_answer
    where workspace_id = ${workspaceId} and hash = any(${bytes}::bytea[]) and (again_at is null or again_at > now())`.execute(
    db,
  );
  return rows;
}

type Kept = { text: string } | { code: string; reason: Text; keep: number };
async function remember(db: Db, workspaceId: string, model: string, ask: Ask, kept: Kept): Promise<void> {
  const {
    text = null,
    code = null,
    reason = null,
    keep = null,
  } = { text: null, code: null, reason: null, keep: null, ...kept };
  await sql`insert into machine_answer (workspace_id, hash, model, prompt, text, code, reason, again_at)
    values (${workspaceId}, ${answerHash(model, ask)}, ${model}, ${promptHash(ask)}, ${text}, ${code},
      ${reason === null ? null : JSON.stringify(reason)}::jsonb, now() + make_interval(mins => ${keep}::int))
    on conflict (workspace_id, hash) do update set text = excluded.text, code = excluded.code, reason = excluded.reason, at = now(),
      again_at = excluded.again_at`.execute(db);
}
