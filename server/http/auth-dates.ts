import type { KyselyPlugin, UnknownRow } from "kysely";

const columns = ["expiresAt", "createdAt", "updatedAt", "accessTokenExpiresAt", "refreshTokenExpiresAt"];

/**
 * better-auth compares dates as Date objects and believes that PostgreSQL gives it those. Everywhere else in Relaymap a
 * timestamptz is an ISO string, and a string compared with a Date is never smaller: expired sessions would live on.
 */
export const datesForAuth: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: ({ result }) => Promise.resolve({ ...result, rows: result.rows.map((row) => withDates(row)) }),
};

function withDates(row: UnknownRow): UnknownRow {
  const copy = { ...row };
  for (const column of columns) {
    const value = copy[column];
    if (typeof value === "string") copy[column] = new Date(value);
  }
  return copy;
}
