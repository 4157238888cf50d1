import { notePeople } from "../results/persons.ts";
import { giveSides, holdSums } from "../results/sides.ts";
import type { Services } from "../ports.ts";
import { takeAudiences } from "./audience.ts";
import { noteOut } from "./plan.ts";
import { dropEnded } from "./kept.ts";
import { takeReadings } from "./take.ts";

const hour = 3_600_000;

/** One round of the numbers: notes who is there and what went out, reads what is due and the followers of the day, adds up the sums that pages read, and deletes what may be kept no longer. Every part bears other processes. */
export async function measure(services: Services, signal?: AbortSignal): Promise<void> {
  await notePeople(services.db);
  // Followers first: what goes out is counted with those of its account.
  await takeAudiences(services, signal);
  await noteOut(services);
  await takeReadings(services, signal);
  await giveSides(services);
  const now = services.clock.now();
  if (now % hour < 3 * 60_000) await holdSums(services, Math.floor(now / hour));
  await dropEnded(services);
}
