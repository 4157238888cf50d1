import type { Api } from "../../api.ts";
import type { mail } from "../../api/mail.ts";
import { choose, masked, readChoice, readChoiceToken } from "../../mail/choices.ts";
import { boxPorts, createDial } from "../../mail/dial.ts";
import { listTemplates, showTemplate } from "../../mail/preview.ts";
import { forgetReturnBox, readReturnBox, saveReturnBox, tryReturnBox } from "../../mail/returns/settings.ts";
import { forgetMailSettings, saveMailSettings } from "../../mail/settings.ts";
import { loadTemplates } from "../../mail/templates.ts";
import { tryMail } from "../../mail/trial.ts";
import { freeAddress, listMails, listParked, mailAgain, parkAddress, readMail } from "../../mail/views.ts";
import { createWays } from "../../mail/way.ts";
import { readMe } from "../../members/me.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";

type Names = Extract<keyof Api, keyof typeof mail>;
const done = { ok: true } as const;

export const mailRoutes: Pick<Handlers, Names> = {
  readMail: ({ services, caller }) => readMail(services, caller.workspaceId),

  saveMail: async ({ services, caller, body }) => {
    await saveMailSettings(services.db, actorOf(caller), body);
    return done;
  },

  forgetMail: async ({ services, caller }) => {
    await forgetMailSettings(services.db, actorOf(caller));
    return done;
  },

  tryMail: async ({ services, caller }) => {
    const { member } = await readMe(services.db, caller);
    const { workspaceId } = caller;
    return tryMail(services, createWays(services), { workspaceId, address: member.email, language: member.language });
  },

  listMails: async ({ services, caller, query }) =>
    listMails(services.db, await loadTemplates(), caller.workspaceId, query),

  mailAgain: async ({ services, caller, params }) => {
    await mailAgain(services.db, actorOf(caller), params.id);
    return done;
  },

  listParked: ({ services, caller, query }) => listParked(services.db, caller.workspaceId, query.after),

  parkAddress: async ({ services, caller, body }) => {
    await parkAddress(services.db, actorOf(caller), body);
    return done;
  },

  freeAddress: async ({ services, caller, body }) => {
    await freeAddress(services.db, actorOf(caller), body.address);
    return done;
  },

  readMailReturns: ({ services, caller }) => readReturnBox(services.db, caller.workspaceId),

  saveMailReturns: async ({ services, caller, body }) => {
    await saveReturnBox(services.db, actorOf(caller), body);
    return done;
  },

  forgetMailReturns: async ({ services, caller }) => {
    await forgetReturnBox(services.db, actorOf(caller));
    return done;
  },

  tryMailReturns: ({ services, caller }) => {
    const dial = createDial(services.settings.allowHosts, undefined, boxPorts);
    return tryReturnBox(services, { dial }, caller.workspaceId);
  },

  listMailTemplates: async ({ services, caller }) => {
    const { workspace } = await readMe(services.db, caller);
    return listTemplates(await loadTemplates(), workspace.name);
  },

  showMailTemplate: async ({ services, caller, params, query }) => {
    const { workspace } = await readMe(services.db, caller);
    return showTemplate(await loadTemplates(), { ...params, ...query, company: workspace.name });
  },

  readMailChoice: async ({ services, params }) => {
    const choice = await readChoice(services.db, readChoiceToken(services.settings, params.token));
    return { ...choice, address: masked(choice.address) };
  },

  makeMailChoice: async ({ services, params, body }) => {
    await choose(services.db, readChoiceToken(services.settings, params.token), body.stop);
    return done;
  },

  unsubscribe: async ({ services, params }) => {
    await choose(services.db, readChoiceToken(services.settings, params.token), true);
    return done;
  },
};
