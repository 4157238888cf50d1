import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Language } from "#engine/text.ts";
import { AppError, switchedOff, tooMany } from "../../errors.ts";
import type { Services } from "../../ports.ts";
import { anyMail, mailSignInLink } from "../../mail/sign-in.ts";
import type { Handlers } from "../call.ts";
import { forgetExpired } from "../expired.ts";
import { speakAs } from "../../members/me.ts";

/** Milliseconds that an answer takes that must not tell who is known; a row in the outbox takes a tenth of it. */
const evenMs = 250;

/** The doors. Each answer is the same for an unknown address and for a wrong password. */
export const signInRoutes: Pick<Handlers, "signIn" | "signInByLink" | "signOut" | "signInWays" | "mailSignInLink"> = {
  signIn: async ({ auth, body, headers, language, tryAgainIn, services }) => {
    const email = body.email.toLowerCase();
    const seconds = tryAgainIn(email);
    if (seconds !== null) throw tooMany(seconds);
    const answer = await auth.api.signInEmail({
      body: { email, password: body.password },
      headers: new Headers(),
      asResponse: true,
    });
    if (!answer.ok) {
      // The right password without a session: the hook in auth.ts found nobody who is let in.
      if ((await codeOf(answer)) === "FAILED_TO_CREATE_SESSION") throw switchedOff();
      services.log.info("a sign-in with a password was refused");
      throw wrongSignIn();
    }
    return signedIn(services, answer, { headers, language });
  },

  signInByLink: async ({ services, auth, body, headers, language }) => {
    const answer = await auth.api.magicLinkVerify({
      query: { token: body.token },
      headers: new Headers(),
      asResponse: true,
    });
    if (!answer.ok) {
      const problem = answer.headers.get("location") ?? "";
      if (problem.includes("failed_to_create_session")) throw switchedOff();
      throw linkUsed();
    }
    return signedIn(services, answer, { headers, language });
  },

  signInWays: async ({ services }) => ({ mail: await anyMail(services) }),

  mailSignInLink: async ({ body, tryAgainIn, services }) => {
    const email = body.email.toLowerCase();
    const seconds = tryAgainIn(`mail ${email}`);
    if (seconds !== null) throw tooMany(seconds);
    // As long for an address that nobody has as for one that is known: the clock would tell otherwise.
    await Promise.all([
      sleep(evenMs),
      mailSignInLink(services, email).catch((err: unknown) =>
        services.log.error({ err }, "a sign-in link could not be put into the mail"),
      ),
    ]);
    return { ok: true };
  },

  signOut: async ({ auth, cookie, headers }) => {
    const answer = await auth.api.signOut({
      headers: new Headers(cookie === undefined ? {} : { cookie }),
      asResponse: true,
    });
    takeCookies(answer, headers);
    return { ok: true };
  },
};

async function signedIn(
  { db }: Services,
  answer: Response,
  { headers, language }: { headers: Headers; language: Language | null },
): Promise<{ ok: true }> {
  takeCookies(answer, headers);
  const { user } = SignedIn.parse(await answer.json());
  if (language !== null) await speakAs(db, user.id, language);
  await forgetExpired(db);
  return { ok: true };
}

const SignedIn = z.object({ user: z.object({ id: z.string() }) });

function takeCookies(answer: Response, headers: Headers): void {
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
}

async function codeOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  return body !== null && typeof body === "object" && "code" in body ? String(body.code) : "";
}

const wrongSignIn = (): AppError =>
  new AppError("wrong_sign_in", 401, {
    en: "The e-mail address or the password is wrong.",
    fr: "L’adresse e-mail ou le mot de passe est incorrect.",
  });

const linkUsed = (): AppError =>
  new AppError("link_used", 401, {
    en: "This link was already used, or is older than a day. Ask for a new one.",
    fr: "Ce lien a déjà été utilisé, ou date de plus d’un jour. Demandez-en un nouveau.",
  });
