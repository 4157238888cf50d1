import type { Db } from "../ports.ts";

/** Takes away sessions and links whose time is over; called where new ones are made, so that they never pile up. */
export async function forgetExpired(db: Db): Promise<void> {
  await db
    .deleteFrom("auth_verification")
    .where("expiresAt", "<", (eb) => eb.fn<string>("now"))
    .execute();
  await db
    .deleteFrom("auth_session")
    .where("expiresAt", "<", (eb) => eb.fn<string>("now"))
    .execute();
}
