import { z } from "zod";
import type { Language } from "#engine/text.ts";
import { AppError, switchedOff } from "../errors.ts";
import { takeUp } from "../joining/invitation.ts";
import { speakAs } from "../members/me.ts";
import type { Services } from "../ports.ts";
import type { Auth } from "./auth.ts";
import { forgetExpired } from "./expired.ts";

type Coming = {
  services: Services;
  auth: Auth;
  headers: Headers;
  language: Language | null;
  agent: string | undefined;
};

/** Signs in with a one-time token. Throws 401 `link_used` for one that is used or over, 403 for a person who is switched off. */
export async function enterByToken(
  { services, auth, headers, language, agent }: Coming,
  token: string,
): Promise<{ ok: true }> {
  const answer = await auth.api.magicLinkVerify({ query: { token }, headers: calledBy(agent), asResponse: true });
  if (!answer.ok) {
    const problem = answer.headers.get("location") ?? "";
    if (problem.includes("failed_to_create_session")) throw switchedOff();
    throw linkUsed();
  }
  return signedIn(services, answer, { headers, language });
}

/** All that a session is told of the request that begins it: what its browser calls itself, of which it keeps the name (auth.ts). */
export const calledBy = (agent: string | undefined): Headers =>
  new Headers(agent === undefined ? {} : { "user-agent": agent.slice(0, 500) });

/** What every way in ends with: the cookies, the language that the browser asks for, and what is over is let go. */
export async function signedIn(
  { db }: Services,
  answer: Response,
  { headers, language }: { headers: Headers; language: Language | null },
): Promise<{ ok: true }> {
  takeCookies(answer, headers);
  const { user } = SignedIn.parse(await answer.json());
  await takeUp(db, user.id);
  if (language !== null) await speakAs(db, user.id, language);
  await forgetExpired(db);
  return { ok: true };
}

const SignedIn = z.object({ user: z.object({ id: z.string() }) });

export function takeCookies(answer: Response, headers: Headers): void {
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
}

const linkUsed = (): AppError =>
  new AppError("link_used", 401, {
    en: "This link was already used, or is older than a day. Ask for a new one.",
    fr: "Ce lien a déjà été utilisé, ou date de plus d’un jour. Demandez-en un nouveau.",
  });
