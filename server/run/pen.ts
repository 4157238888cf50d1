import type { Item } from "#engine/item.ts";
import type { Plan } from "#engine/plan.ts";
import type { Result } from "#engine/run.ts";
import { writeMissing } from "../ledger/missing.ts";
import { writeReposts } from "../ledger/reposts.ts";
import { scheduleDeliveries } from "../ledger/schedule.ts";
import type { Scheduled, ScheduleInput } from "../ledger/wanted.ts";
import { writeWordings } from "../ledger/wordings.ts";
import { type Shortener, shortenerFor, writeLinks } from "../links/shorten.ts";
import { writeUses } from "../media/uses.ts";
import { type Given, writeOffers } from "../offers/write.ts";
import { writeCues } from "../cues/write.ts";
import type { Services, Trx } from "../ports.ts";
import { tracer } from "../why/trace.ts";
import type { RunKey } from "./run-key.ts";
import { asksForEvents, markEvents } from "./events.ts";
import { type DropRecord, writeDrops } from "./outcome.ts";
import { itemsOf, type NewItem } from "./read.ts";
import { type KeptRows, writtenKept } from "./kept-rows.ts";

/** With what the batches of a run are read and written: the database's rows, or, for whoever only asks what a run would do, nothing (foresee.ts). */
export type Pen = {
  /** Items by their numbers, told which event they report where the plan asks. */
  load: (seqs: number[]) => Promise<NewItem[]>;
  /** What steps keep. */
  kept: KeptRows;
  links: Shortener;
  /** Whether the pictures of posts are held until the transaction ends. */
  holds: boolean;
  offer: (given: Given) => Promise<void>;
  drop: (drops: DropRecord[]) => Promise<void>;
  schedule: (input: ScheduleInput) => Promise<Scheduled>;
  /** Is told what a batch came to in the plan, and what came, before the ledger looks at it. */
  hear: (result: Result, came: readonly { seq: number | null; item: Item }[]) => void;
  /** All batches of the part have passed. `at`: the run's time, ISO 8601. */
  end: (of: { version: number; at: string }) => Promise<void>;
};

/** The pen of a run, in its transaction. */
export async function runPen(
  trx: Trx,
  services: Services,
  run: RunKey,
  { plan, busy }: { plan: Plan; busy: boolean },
): Promise<Pen> {
  const events = asksForEvents(services.nodes, plan);
  // Nothing comes: nothing is to be written down of it.
  const trace = busy ? await tracer(trx, run.workspaceId) : null;
  return {
    load: async (seqs) => {
      const items = await itemsOf(trx, run.workspaceId, seqs);
      return events ? markEvents(trx, run.workspaceId, items) : items;
    },
    kept: writtenKept(trx, run),
    links: await shortenerFor(trx, services, run.workspaceId, plan.document),
    holds: true,
    offer: async (given) => {
      await writeOffers(trx, { ...given, offers: given.offers.filter(({ ask }) => ask === undefined) });
      await writeCues(trx, given);
    },
    drop: (drops) => writeDrops(trx, run, drops),
    schedule: (input) => schedule(trx, run, input),
    hear: (result, came) => trace?.note(plan, result, came),
    end: async (of) => await trace?.write(trx, run, of),
  };
}

async function schedule(trx: Trx, run: RunKey, input: ScheduleInput): Promise<Scheduled> {
  const { wanted } = input;
  const scheduled = await scheduleDeliveries(trx, input);
  const { numbers } = scheduled;
  if (numbers === null) return scheduled;
  if (
    wanted.some(({ post }) => post.parts.some(({ media, card }) => media !== undefined || card?.picture !== undefined))
  )
    await writeUses(trx, run.workspaceId, numbers);
  await writeLinks(trx, run.workspaceId, numbers, wanted);
  await writeMissing(trx, run.workspaceId, numbers, wanted);
  await writeReposts(trx, run.workspaceId, numbers, wanted);
  await writeWordings(trx, run.workspaceId, numbers, wanted);
  return scheduled;
}
