import { setTimeout as sleep } from "node:timers/promises";
import { AppError, switchedOff, tooMany } from "../../errors.ts";
import { anyMail, mailSignInLink } from "../../mail/sign-in.ts";
import type { Handlers } from "../call.ts";
import { calledBy, enterByToken, signedIn, takeCookies } from "../enter.ts";

/** Milliseconds that an answer takes that must not tell who is known; a row in the outbox takes a tenth of it. */
const evenMs = 250;

/** The doors. Each answer is the same for an unknown address and for a wrong password. */
export const signInRoutes: Pick<Handlers, "signIn" | "signInByLink" | "signOut" | "signInWays" | "mailSignInLink"> = {
  signIn: async ({ auth, body, headers, language, agent, tryAgainIn, services }) => {
    const email = body.email.toLowerCase();
    const seconds = tryAgainIn(email);
    if (seconds !== null) throw tooMany(seconds);
    const answer = await auth.api.signInEmail({
      body: { email, password: body.password },
      headers: calledBy(agent),
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

  signInByLink: (call) => enterByToken(call, call.body.token),

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

async function codeOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  return body !== null && typeof body === "object" && "code" in body ? String(body.code) : "";
}

const wrongSignIn = (): AppError =>
  new AppError("wrong_sign_in", 401, {
    en: "The e-mail address or the password is wrong.",
    fr: "L’adresse e-mail ou le mot de passe est incorrect.",
  });
