import type { Services } from "../ports.ts";
import { takeAudiences } from "./audience.ts";
import { noteOut } from "./plan.ts";
import { dropEnded } from "./kept.ts";
import { takeReadings } from "./take.ts";

/** One round of the numbers: notes what went out, reads what is due and the followers of the day, and deletes what may be kept no longer. Every part bears other processes. */
export async function measure(services: Services, signal?: AbortSignal): Promise<void> {
  await noteOut(services);
  await takeReadings(services, signal);
  await takeAudiences(services, signal);
  await dropEnded(services);
}
