/** SQLSTATE classes 08 and 57P0, and what sockets say: the server stops, starts, or the connection to it broke. */
const codes = /^(?:08...|57P0[1-3]|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/;

/** Whether an error says only that the database was away in that moment: the same question may succeed later. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  // A connection that breaks under a statement has no code in `pg`, only these words.
  return codes.test(code) || /connection terminated|connection timeout|not queryable/i.test(error.message);
}
