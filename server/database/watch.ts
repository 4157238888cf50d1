import type pg from "pg";

/** What a statement is told whose server was silent for too long. Its code is that of a socket, so that everybody takes it for what it is. */
const silent = (milliseconds: number): Error =>
  Object.assign(new Error(`the database gave no answer for ${milliseconds / 1000} s`), { code: "ETIMEDOUT" });

/**
 * Gives up a connection whose server says nothing to a statement for `limit` milliseconds: a server that is frozen, or a network that
 * swallows everything, would else hold whoever asks for ever, since it is the server that minds `statement_timeout`. The whole connection
 * goes: in what state a transaction is on it nobody knows.
 */
export function watchSilence(client: pg.ClientBase, limit: number): void {
  const { connection } = client as unknown as {
    connection: { stream: { destroy: (error: Error) => void } };
  };
  let timer: NodeJS.Timeout | undefined;
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
  const watched = (...args: unknown[]): unknown => {
    timer ??= setTimeout(() => connection.stream.destroy(silent(limit)), limit);
    return ask(...args);
  };
  // All that was asked is answered.
  client.on("drain", () => {
    clearTimeout(timer);
    timer = undefined;
  });
  client.once("end", () => clearTimeout(timer));
  client.query = watched as typeof client.query;
}
