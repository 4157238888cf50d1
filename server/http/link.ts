import { notFound } from "../errors.ts";
import type { Db, Settings } from "../ports.ts";
import { type Auth, createAuth } from "./auth.ts";
import { forgetExpired } from "./expired.ts";

/**
 * A one-time sign-in link for a person who is already let in: single use, 24 hours, only its hash is stored.
 * It leads to the sign-in page, which posts the token when a button is pressed: a chat app's preview, which only gets
 * the address, does not use it up. Throws `not_found` for an unknown address.
 */
export async function createLink(
  auth: Auth,
  services: { db: Db; settings: Pick<Settings, "publicUrl"> },
  email: string,
): Promise<string> {
  const address = email.toLowerCase();
  const user = await services.db.selectFrom("auth_user").select("id").where("email", "=", address).executeTakeFirst();
  if (!user) throw notFound();
  await forgetExpired(services.db);
  let token = "";
  await auth.api.signInMagicLink({
    body: {
      email: address,
      metadata: {
        deliver: (made: string) => {
          token = made;
        },
      },
    },
    headers: new Headers(),
  });
  if (token === "") throw new Error("better-auth made no sign-in token");
  return `${services.settings.publicUrl}/sign-in?token=${encodeURIComponent(token)}`;
}

/** As `createLink`, for a process that serves no HTTP: the start banner, the command line. */
export const signInLink = (services: { db: Db; settings: Settings }, email: string): Promise<string> =>
  createLink(createAuth(services), services, email);
