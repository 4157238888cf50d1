import { invalid } from "../errors.ts";

/** Keyset paging, newest first: `before` is the `next` of the answer that came before. */
export type Paging = { before?: string | undefined; limit: number };

/** A place in a list ordered by time and id. `at` is an ISO time with microseconds, as the database gives it. */
export type Mark = { at: string; id: string };

export const writeMark = (mark: Mark): string => `${mark.at}~${mark.id}`;

const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)~([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;

const numbered = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)~(\d{1,15})$/;

/** null at the beginning. Throws `invalid` for a mark that is none of ours. */
export const readMark = (before: string | undefined): Mark | null => markIn(before, shape);
/** The same in a list whose rows have numbers. */
export const readNumberMark = (before: string | undefined): Mark | null => markIn(before, numbered);

function markIn(before: string | undefined, form: RegExp): Mark | null {
  if (before === undefined) return null;
  const [, at, id] = form.exec(before) ?? [];
  if (!at || !id || Number.isNaN(Date.parse(at))) throw badMark();
  return { at, id };
}

/** A place in a list ordered by number; null at the beginning. Throws `invalid`. */
export function readNumber(before: string | undefined): number | null {
  if (before === undefined) return null;
  const number = /^\d{1,15}$/.test(before) ? Number(before) : Number.NaN;
  if (Number.isNaN(number)) throw badMark();
  return number;
}

/** A place in a list ordered by time and number. */
export type Turn = { at: string; number: number };

export const writeTurn = ({ at, number }: Turn): string => `${at}~${number}`;

/** null at the beginning. Throws `invalid`. */
export function readTurn(before: string | undefined): Turn | null {
  if (before === undefined) return null;
  const [, at, number] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)~(\d{1,15})$/.exec(before) ?? [];
  if (!at || !number || Number.isNaN(Date.parse(at))) throw badMark();
  return { at, number: Number(number) };
}

const badMark = (): Error => invalid([{ place: "query.before", message: "not the `next` of another answer" }]);

/** Cuts the one row too many that was asked for, and says where the next ones begin. */
export function cutRows<Row>(
  rows: Row[],
  limit: number,
  mark: (last: Row) => string,
): { rows: Row[]; next: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { rows: kept, next: rows.length > limit && last !== undefined ? mark(last) : null };
}
