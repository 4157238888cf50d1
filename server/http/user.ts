import type { Db, Trx } from "../ports.ts";

/**
 * The id of the person who signs in with this address, made where they are new. Goes into `member.user_id`.
 * The address counts as verified: an admin vouches for it, and only the one who got the link can come in.
 */
export async function ensureUser(trx: Trx | Db, person: { email: string; name: string }): Promise<string> {
  const row = await trx
    .insertInto("auth_user")
    .values({
      id: crypto.randomUUID(),
      email: person.email.toLowerCase(),
      name: person.name,
      emailVerified: true,
    })
    // Touches the row, so that the id comes back whether it was there or not.
    .onConflict((conflict) => conflict.column("email").doUpdateSet((eb) => ({ email: eb.ref("excluded.email") })))
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}
