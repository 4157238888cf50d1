import type { Trx } from "../ports.ts";
import type { Kind } from "./kinds.ts";
import type { Said } from "./notify.ts";
import type { Person } from "./person.ts";

/** One message to one person: about proposals (the first leads), about what is `said`, or a digest, with what was published where `news`. */
export type Message = {
  /** Of the notice that leads it. */
  id: string;
  kind: Kind;
  deliveries: readonly number[];
  news: boolean;
  said: Said | null;
  /** When it is of no use any more, milliseconds. */
  expires: number;
};

/** How somebody is reached. What is sent stands in an outbox of its own, in the transaction that tells it. */
export type Way = {
  name: "mail" | "push";
  /** Whether it can reach them at all. */
  reaches: (trx: Trx, person: Person) => Promise<boolean>;
  /** False where they do not want this kind of message by this way. */
  send: (trx: Trx, person: Person, message: Message) => Promise<boolean>;
};
