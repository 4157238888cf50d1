import type { Api } from "../../api.ts";
import type { machine } from "../../api/machine.ts";
import { forgetMachineSettings, saveMachineSettings } from "../../machine/settings.ts";
import { tryMachine } from "../../machine/trial.ts";
import { million, readMachine } from "../../machine/views.ts";
import { readMe } from "../../members/me.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

type Names = Extract<keyof Api, keyof typeof machine>;
const done = { ok: true } as const;
const inMillionths = (dollars: number): number => Math.round(dollars * million);

export const machineRoutes: Pick<Handlers, Names> = {
  readMachine: ({ services, caller }) => readMachine(services.db, caller.workspaceId),

  saveMachine: async ({ services, caller, body }) => {
    await saveMachineSettings(services.db, actorOf(caller), {
      ...body,
      perMonth: body.perMonth === null ? null : inMillionths(body.perMonth),
      priceIn: inMillionths(body.priceIn),
      priceOut: inMillionths(body.priceOut),
    });
    return done;
  },

  forgetMachine: async ({ services, caller }) => {
    await forgetMachineSettings(services.db, actorOf(caller));
    return done;
  },

  tryMachine: async ({ services, caller }) => {
    const { member } = await readMe(services.db, caller);
    return tryMachine(services, caller.workspaceId, member.language);
  },
};
