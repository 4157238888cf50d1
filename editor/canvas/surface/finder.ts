import { useRef, useState } from "react";
import { takerOf } from "#engine/taken.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "#server/api.ts";
import { call, CallError } from "../../client.ts";
import { faces, manifests, readManifests } from "../../nodes.ts";

/** A source as it would be added. */
type Found = { type: string; config: Record<string, unknown> };

const taking = [...faces.values()].filter((face) => face.takes).map(({ type }) => type);
/** A page may name its feed, and that may be one that a source of its own reads better. */
const hops = 3;

/** The kind of source that reads any feed. */
const feed = "rss";

/** The source that reads what is at an address: one that knows such addresses, else a feed. What people copy without its scheme is an address all the same. */
async function sourceFor(typed: string): Promise<Found> {
  await readManifests([feed, ...taking]);
  const url = /^[a-z][a-z\d+.-]*:/iu.test(typed) ? typed : `https://${typed}`;
  const given = manifests.get(feed);
  const taker = given === undefined || typed.startsWith("@") ? null : takerOf(given, { url }, manifests);
  if (taker !== null) return { type: taker.type, config: taker.config };
  // A name at a network is no address.
  for (const type of typed.startsWith("@") ? taking : []) {
    const config = manifests.get(type)?.takes?.(typed) ?? null;
    if (config !== null) return { type, config: config as Record<string, unknown> };
  }
  return { type: feed, config: { url } };
}

/** Reads what is at an address, and follows a page to its own feed; what is found becomes a source by `add`. */
export function useFinder(add: (type: string, config: unknown) => void) {
  const [typed, setTyped] = useState("");
  const [reading, setReading] = useState(false);
  const [failure, setFailure] = useState<{ said: Text; found: Found | null } | null>(null);
  const asked = useRef(0);
  const type = (text: string) => {
    asked.current += 1;
    setReading(false);
    setFailure(null);
    setTyped(text);
  };
  const take = async (text = typed) => {
    const address = text.trim();
    if (address === "") return;
    const turn = (asked.current += 1);
    setReading(true);
    setFailure(null);
    let found: Found | null = null;
    try {
      found = await sourceFor(address);
      for (let hop = 0; hop < hops; hop += 1) {
        const { error, better }: Reply<"checkSource"> = await call("checkSource", { body: found });
        if (turn !== asked.current) return;
        if (error === null) return add(found.type, found.config);
        if (better === null) return setFailure({ said: error, found });
        found = { type: better.type, config: better.config };
      }
      add(found.type, found.config);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (turn === asked.current) setFailure({ said: error.text, found });
    } finally {
      if (turn === asked.current) setReading(false);
    }
  };
  return {
    typed,
    reading,
    failure,
    type,
    take,
    /** An address that was pasted elsewhere: it is read at once. */
    begin: (address: string) => {
      type(address);
      void take(address);
    },
    /** Adds what was found although it could not be read. */
    addAnyway: () => {
      if (failure?.found) add(failure.found.type, failure.found.config);
    },
  };
}
export type Finder = ReturnType<typeof useFinder>;
