import { record } from "../audit.ts";
import { AppError, tooMany } from "../errors.ts";
import type { Context } from "./call.ts";
import type { Caller } from "./caller.ts";
import { hashPassword, verifyPassword } from "./password.ts";

/** Milliseconds after signing in in which a forgotten password can be replaced (one comes in by a one-time link). */
const fresh = 15 * 60_000;

/**
 * Sets the caller's password and ends their other sessions. To replace one, the current password is needed, unless they
 * signed in within the last 15 minutes. Throws 403 `current_needed` or `wrong_password`, 429.
 */
export async function changePassword(
  { services, tryAgainIn }: Pick<Context, "services" | "tryAgainIn">,
  caller: Caller,
  input: { password: string; current?: string | undefined },
): Promise<void> {
  const { db, clock } = services;
  const credential = await db
    .selectFrom("auth_credential")
    .select(["id", "password"])
    .where("userId", "=", caller.userId)
    .where("providerId", "=", "credential")
    .executeTakeFirst();
  const stored = credential?.password ?? null;
  if (stored !== null && input.current === undefined && clock.now() - caller.session.since > fresh)
    throw new AppError("current_needed", 403, {
      en: "Enter your current password, or sign in again first.",
      fr: "Saisissez votre mot de passe actuel, ou reconnectez-vous d’abord.",
    });
  if (stored !== null && input.current !== undefined) {
    const seconds = tryAgainIn(`password ${caller.userId}`);
    if (seconds !== null) throw tooMany(seconds);
    if (!(await verifyPassword(stored, input.current)))
      throw new AppError("wrong_password", 403, {
        en: "The current password is wrong.",
        fr: "Le mot de passe actuel est incorrect.",
      });
  }
  const password = await hashPassword(input.password);
  const { workspaceId, memberId, userId } = caller;
  await db.transaction().execute(async (trx) => {
    if (credential)
      await trx
        .updateTable("auth_credential")
        .set((eb) => ({ password, updatedAt: eb.fn<string>("now") }))
        .where("id", "=", credential.id)
        .execute();
    else
      await trx
        .insertInto("auth_credential")
        .values({ id: crypto.randomUUID(), accountId: userId, providerId: "credential", userId, password })
        .execute();
    await trx.deleteFrom("auth_session").where("userId", "=", userId).where("id", "<>", caller.session.id).execute();
    await record(trx, { workspaceId, memberId, action: "member.password", subject: `member/${memberId}` });
  });
}
