/** The embedded PostgreSQL could not be had; the message is a sentence for the person who starts it. */
export class PostgresError extends Error {
  override readonly name = "PostgresError";
}
