/** Counts at one moment; what a network does not tell is absent. */
export type Measures = Partial<
  Record<"likes" | "reposts" | "replies" | "quotes" | "views" | "reach" | "clicks" | "saves", number>
>;

/** What came of asking for numbers. Only `read` says anything of the posts; one of them that is absent is no longer there. */
export type Measured<T> =
  | ({ kind: "read" } & T)
  /** The network asks to wait; `until` in milliseconds since the epoch. */
  | { kind: "limited"; until: number | null }
  /** Another time may do: it did not answer, or refused the access for now. */
  | { kind: "failed"; status: number | null };
