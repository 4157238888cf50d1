import { afterAll, beforeAll, describe } from "vitest";
import { pino } from "pino";
import { network } from "#nodes/bluesky/network.ts";
import { networkContext } from "#server/networks/bases.ts";
import { createOutbound } from "#server/outbound/client.ts";
import { holdsAt, newcomersNeeded } from "#test/networks/bluesky-rules.ts";
import type { Place } from "#test/networks/bluesky.ts";
import { type Pds, startPds, type PdsAccount } from "./pds.ts";

let pds: Pds;
let outbound: ReturnType<typeof createOutbound>;
/** Made together: the server takes its time with each, so that nobody can guess passwords. */
const newcomers: { person: PdsAccount; password: string }[] = [];
const people = new Map<string, PdsAccount>();

beforeAll(async () => {
  pds = await startPds();
  await Promise.all(
    Array.from({ length: newcomersNeeded }, async (_, index) => {
      const person = await pds.createAccount(`person-${index}`);
      newcomers.push({ person, password: await pds.createAppPassword(person, "Relaymap") });
      people.set(person.handle, person);
    }),
  );
  const hosts = [pds.url, pds.directoryUrl].map((url) => new URL(url).host);
  outbound = createOutbound({ allowHosts: hosts, log: pino({ level: "silent" }) });
}, 400_000);
afterAll(async () => {
  await outbound?.close();
  await pds?.stop();
});

describe("at a real server", () => {
  const place = (): Place => {
    const networks = { bluesky: { api: pds.url, web: "https://bsky.example" } };
    const services = { settings: { networks }, outbound, clock: { now: () => Date.now() } };
    const context = networkContext(services, network, null);
    return {
      // Whatever the network asks beside is below its redirected address; a real directory is not.
      context: { ...context, bases: { plc: pds.directoryUrl } },
      newcomer: async () => {
        const { person, password } = newcomers.shift()!;
        return { identifier: person.handle, password };
      },
      deletePassword: ({ identifier }) => pds.revokeAppPassword(people.get(identifier)!, "Relaymap"),
    };
  };
  holdsAt(place);
});
