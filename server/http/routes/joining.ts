import { setTimeout as sleep } from "node:timers/promises";
import { tooMany } from "../../errors.ts";
import { getDoor, knock, readDoor, setDoor } from "../../joining/door.ts";
import { addressOf, openInvitation, takeInvitation } from "../../joining/invitation.ts";
import { setWelcome, toFollow } from "../../joining/welcome.ts";
import { mailSignInLink } from "../../mail/sign-in.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { findCaller } from "../caller.ts";
import { enterByToken } from "../enter.ts";
import { createLink } from "../link.ts";

type Names =
  | "openInvitation"
  | "acceptInvitation"
  | "mailInvitation"
  | "readDoor"
  | "knock"
  | "getDoor"
  | "setDoor"
  | "readWelcome"
  | "setWelcome";

/** Milliseconds that an answer takes that must not tell who is here. */
const evenMs = 250;

export const joiningRoutes: Pick<Handlers, Names> = {
  openInvitation: async ({ services, auth, body, cookie }) => {
    const caller = await findCaller(auth, services.db, cookie).catch(() => null);
    return openInvitation(services, body.token, caller?.caller ?? null);
  },

  acceptInvitation: async (call) => {
    const { services, auth, body } = call;
    const email = await takeInvitation(services, body.token);
    const link = await createLink(auth, services, email);
    return enterByToken(call, new URL(link).searchParams.get("token") ?? "");
  },

  mailInvitation: async ({ services, body, tryAgainIn }) => {
    const email = await addressOf(services, body.token);
    const seconds = tryAgainIn(`mail ${email}`);
    if (seconds !== null) throw tooMany(seconds);
    await mailSignInLink(services, email);
    return { ok: true };
  },

  readDoor: ({ services, body }) => readDoor(services, body.code),

  knock: async ({ services, body, tryAgainIn }) => {
    const seconds = tryAgainIn(`join ${body.email.toLowerCase()}`);
    if (seconds !== null) throw tooMany(seconds);
    await Promise.all([sleep(evenMs), knock(services, body.code, body)]);
    return { ok: true };
  },

  getDoor: ({ services, caller }) => getDoor(services, caller.workspaceId),

  setDoor: async ({ services, caller, body }) => {
    await setDoor(services, actorOf(caller), body);
    return getDoor(services, caller.workspaceId);
  },

  readWelcome: async ({ services, caller }) => ({ follow: await toFollow(services.db, caller.workspaceId) }),

  setWelcome: async ({ services, caller, body }) => {
    await setWelcome(services.db, actorOf(caller), body.step);
    return { ok: true };
  },
};
