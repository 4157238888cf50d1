import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import pg from "pg";
import { currentScope } from "./scope.ts";

/** How statements meet the wall. */
export type Wall = {
  /** Taken by each transaction; null: the login's own. */
  role: string | null;
  /** Taken for the ledger's rounds; null: as above. */
  ledger: string | null;
  /** Statements that nobody put into a workspace: refused by the tables, or made as the login, without the wall (tests, which arrange things). */
  outside: "refused" | "as login";
};

/**
 * A pool whose every transaction says who asks: the role and `relaymap.scope`, both for the transaction only, so that a pooler's next client
 * finds nothing of them. They are said before the first statement of a transaction, on the way that this one goes anyhow: one round trip,
 * and one transaction where nobody began one, since the server is asked to answer only once.
 */
export class WalledPool implements PostgresPool {
  readonly options: pg.PoolOptions;
  readonly Client = pg.Client;
  readonly #pool: pg.Pool;
  readonly #wall: Wall;
  readonly #known = new WeakMap<pg.PoolClient, WalledClient>();

  constructor(pool: pg.Pool, wall: Wall) {
    this.#pool = pool;
    this.#wall = wall;
    this.options = pool.options;
  }

  async connect(): Promise<WalledClient> {
    const client = await this.#pool.connect();
    const known = this.#known.get(client) ?? new WalledClient(client, this.#wall);
    this.#known.set(client, known);
    return known;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

class WalledClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #wall: Wall;
  /** What the open transaction knows of; null: nothing yet. */
  #told: string | null = null;

  constructor(client: pg.PoolClient, wall: Wall) {
    this.#client = client;
    this.#wall = wall;
  }

  /** By which a statement is cancelled; `pg` has it, and its types do not. */
  get processID(): number {
    return (this.#client as unknown as { processID: number }).processID;
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(text: string | PostgresCursor<R>, values: readonly unknown[] = []): unknown {
    if (typeof text !== "string") throw new Error("Nobody reads by a cursor here: it would pass the wall");
    return this.#ask(text, values);
  }

  async #ask(text: string, values: readonly unknown[]): Promise<unknown> {
    const asked = currentScope();
    // Begins, ends and savepoints concern no table.
    const plain = /^(?:begin|start transaction|commit|rollback|savepoint|release)\b/.test(text);
    if (plain && text.startsWith("rollback")) this.#told = null;
    const lasting = this.#client.getTransactionStatus() === "T" ? this.#told : null;
    const nothing = asked === "" && (lasting !== null || this.#wall.outside === "as login");
    if (plain || nothing || asked === lasting) return await this.#client.query(text, [...values]);
    this.#told = null;
    const result = await ask(this.#client, text, values, [asked, this.#roleOf(asked)]);
    this.#told = asked;
    return result;
  }

  #roleOf(scope: string): string | null {
    return (scope === "ledger" ? this.#wall.ledger : null) ?? this.#wall.role;
  }

  release(error?: Error | boolean): void {
    this.#told = null;
    this.#client.release(error);
  }
}

const sayScope = "select set_config('relaymap.scope', $1, true)";
const sayBoth = `${sayScope}, set_config('role', $2, true)`;

function ask(
  client: pg.PoolClient,
  text: string,
  values: readonly unknown[],
  [scope, role]: [string, string | null],
): Promise<pg.QueryResult> {
  const said = role === null ? [scope] : [scope, role];
  return new Promise<pg.QueryResult>((resolve, reject) => {
    const query = new Announced({ text, values }, (error: Error | null, result: pg.QueryResult) =>
      error ? reject(error) : resolve(result),
    );
    query.announce(role === null ? sayScope : sayBoth, said);
    client.query(query as unknown as pg.Submittable);
  }).catch((error: unknown) => {
    // As `pg` does for its own promises: the trace leads to whoever asked.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  });
}

/** What of `pg`'s connection a query uses to speak; its types leave it out. */
type Wire = {
  parse: (statement: { text: string; name: string }) => void;
  bind: (portal: { portal: string; statement: string; values: string[] }) => void;
  execute: (portal: { portal: string }) => void;
};
interface Protocol {
  requiresPreparation(): boolean;
  prepare(wire: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
}
type ProtocolClass = new (config: { text: string; values: readonly unknown[] }, callback: unknown) => Protocol;

/** A query of `pg` before which another statement is sent, whose answer nobody needs: it comes first, and is let go. */
class Announced extends (pg.Query as unknown as ProtocolClass) {
  #statement = "";
  #values: string[] = [];
  #pending = true;

  announce(statement: string, values: string[]): void {
    this.#statement = statement;
    this.#values = values;
  }
  // Only statements that are prepared can be sent together.
  override requiresPreparation(): boolean {
    return true;
  }
  override prepare(wire: Wire): void {
    wire.parse({ text: this.#statement, name: "" });
    wire.bind({ portal: "", statement: "", values: this.#values });
    wire.execute({ portal: "" });
    super.prepare(wire);
  }
  override handleDataRow(message: unknown): void {
    if (!this.#pending) super.handleDataRow(message);
  }
  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.#pending) this.#pending = false;
    else super.handleCommandComplete(message, wire);
  }
}
