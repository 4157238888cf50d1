import { hkdfSync } from "node:crypto";
import { betterAuth } from "better-auth";
import { magicLink } from "better-auth/plugins";
import { deviceName } from "#engine/device.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { datesForAuth } from "./auth-dates.ts";
import type { Db, Settings } from "../ports.ts";

/** Hours a one-time link can be used. */
const linkHours = 24;
const sessionDays = 30;

/**
 * better-auth, for one question only: who is this person? Workspaces and roles are ours (`caller.ts`).
 *
 * Its own router is not mounted: the three sign-in routes call it in process, so that none of its other endpoints
 * (change the e-mail, sign up, a GET that uses up a link, …) can be reached from outside.
 */
export function createAuth(services: { db: Db; settings: Settings }) {
  const { db, settings } = services;
  const secure = settings.publicUrl.startsWith("https:");
  return betterAuth({
    appName: "Relaymap",
    baseURL: settings.publicUrl,
    basePath: "/api/auth",
    trustedOrigins: [new URL(settings.publicUrl).origin],
    secret: Buffer.from(hkdfSync("sha256", settings.masterKey, Buffer.alloc(0), "relaymap sign-in", 32)).toString(
      "base64url",
    ),
    database: { db: db.withPlugin(datesForAuth), type: "postgres", transaction: true },
    user: { modelName: "auth_user" },
    account: { modelName: "auth_credential" },
    verification: { modelName: "auth_verification" },
    session: {
      modelName: "auth_session",
      expiresIn: sessionDays * 86_400,
      updateAge: 86_400,
      // A session that was revoked in the database is over at once.
      cookieCache: { enabled: false },
      // Which workspace it is in: written by the hook below, never by a client.
      additionalFields: { workspaceId: { type: "string", required: true, input: false } },
    },
    emailAndPassword: {
      enabled: true,
      // People come in by an admin's invitation only.
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    plugins: [
      magicLink({
        expiresIn: linkHours * 3600,
        storeToken: "hashed",
        disableSignUp: true,
        // The token goes to whoever asked in process (`createLink`); nothing is mailed from here.
        sendMagicLink: ({ token, metadata }) => {
          const deliver: unknown = metadata?.["deliver"];
          if (typeof deliver === "function") deliver(token);
        },
      }),
    ],
    databaseHooks: {
      session: {
        create: {
          /**
           * A session is in one workspace: the first that lets the person in. There is none for a person who is switched off
           * everywhere, or was never let in.
           */
          before: async (session) => {
            const member = await db
              .selectFrom("member")
              .select("workspace_id")
              .where("user_id", "=", session.userId)
              .where("disabled_at", "is", null)
              .orderBy("created_at")
              .limit(1)
              .executeTakeFirst();
            if (member === undefined) return false;
            // The name of a device is enough for its list (server/members/sessions.ts); which release of which browser it runs is nobody's business.
            const userAgent = deviceName(typeof session.userAgent === "string" ? session.userAgent : "");
            return { data: { ...session, workspaceId: member.workspace_id, userAgent } };
          },
        },
      },
    },
    // Ours, in app.ts, counts these routes as well.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      // The prefix is set by hand: better-auth would say __Secure-, and __Host- is stricter.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: sessionCookie(settings),
          attributes: { secure, httpOnly: true, sameSite: "lax", path: "/" },
        },
      },
      ipAddress: { disableIpTracking: true },
      database: { validateSchema: false },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** `__Host-` binds the cookie to this very host; browsers take it only over HTTPS. */
export const sessionCookie = (settings: Pick<Settings, "publicUrl">): string =>
  settings.publicUrl.startsWith("https:") ? "__Host-relaymap" : "relaymap";
