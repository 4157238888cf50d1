import { sql } from "kysely";
import { comesAt } from "#engine/wall.ts";
import { unprocessable } from "../errors.ts";
import type { Services } from "../ports.ts";
import { accountsOf, fitsOf } from "./fits.ts";
import type { Who } from "./may.ts";
import { slotsOf, takenIn } from "./slots.ts";
import type { Row } from "./row.ts";

/** How far is looked ahead, and how near is too near. */
const farthest = 60 * 86_400_000;
const soonest = 10 * 60_000;
/** Times that are thought through at most. */
const mostTried = 100;

/**
 * The next time that is a slot of an entry's accounts, at which none of them has another entry, and at which all of them would leave: milliseconds.
 * What goes to people alone takes the slots of all pages. Throws 422 `no_slot`.
 */
export async function nextFree(services: Pick<Services, "db">, who: Who, row: Row): Promise<number> {
  const { db } = services;
  const accounts = await accountsOf(db, who, row.id);
  const ids = new Set(accounts.map(({ id }) => id));
  const { rows } = await sql<{
    id: string;
  }>`select id from account where workspace_id = ${who.workspaceId} and id = any(${[...ids]}::uuid[])
    and member_id is null`.execute(db);
  const forPages = rows.length > 0 || ids.size === 0;
  const slots = (await slotsOf(db, who)).filter(({ account }) => (account === null ? forPages : ids.has(account)));
  if (slots.length === 0) throw noSlots();
  const from = Date.now() + soonest;
  const taken = await takenIn(db, who, from, from + farthest, row.id);
  const times = [...new Set(slots.flatMap((slot) => comesAt(slot, from, from + farthest)))].toSorted((a, b) => a - b);
  const isFree = (at: number): boolean =>
    ids.size === 0 ? !taken.has(`page ${at}`) : [...ids].every((id) => !taken.has(`${id} ${at}`));
  for (const at of times.filter(isFree).slice(0, mostTried))
    if ((await fitsOf(db, who, row, at, accounts)).length === 0) return at;
  throw noFree();
}

const noSlots = () =>
  unprocessable("no_slot", {
    en: "Its accounts have no slots yet. Add times of the week, or choose a time.",
    fr: "Ses comptes n’ont pas encore de créneau. Ajoutez-en, ou choisissez une heure.",
  });
const noFree = () =>
  unprocessable("no_slot", {
    en: "No slot is free within 60 days. Add more, or choose a time.",
    fr: "Aucun créneau n’est libre dans les 60 jours. Ajoutez-en, ou choisissez une heure.",
  });
