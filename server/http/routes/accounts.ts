import { lockSeen } from "../../accounts/owner.ts";
import { setMode } from "../../accounts/mode.ts";
import { changeAccount } from "../../accounts/settings.ts";
import { getAccount, listAccounts } from "../../accounts/views.ts";
import { chooseAgain } from "../../networks/connect/again.ts";
import { beginReconnect } from "../../networks/connect/begin.ts";
import { disconnect } from "../../networks/grants/disconnect.ts";
import { forbidden } from "../../errors.ts";
import { audienceOf } from "../../measures/views.ts";
import { actorOf } from "../actor.ts";
import type { Handlers } from "../call.ts";
import { facing } from "../pictures.ts";
import { slowDown } from "./networks.ts";

type Names =
  | "listAccounts"
  | "accountAudience"
  | "changeAccount"
  | "setMode"
  | "reconnectAccount"
  | "chooseAgain"
  | "disconnectAccount";

export const accountRoutes: Pick<Handlers, Names> = {
  listAccounts: async ({ services, caller, query }) => {
    const { rows, next } = await listAccounts(services.db, caller, query);
    return { rows: rows.map(facing(services, caller).face), next };
  },

  accountAudience: async ({ services, caller, params }) => {
    const account = await getAccount(services.db, caller, params.id);
    // How many follow a person is their own business.
    if (account.member !== null && !account.mine)
      throw forbidden({
        en: "Only its owner sees who follows this account.",
        fr: "Seul son propriétaire voit l’audience de ce compte.",
      });
    return { rows: await audienceOf(services.db, caller.workspaceId, params.id) };
  },

  changeAccount: async ({ services, caller, params, body }) => {
    await changeAccount(services, caller, params.id, body);
    return facing(services, caller).face(await getAccount(services.db, caller, params.id));
  },

  setMode: async ({ services, caller, params, body }) => {
    await setMode(services, caller, params.id, body);
    return facing(services, caller).face(await getAccount(services.db, caller, params.id));
  },

  reconnectAccount: ({ services, caller, params, body, tryAgainIn }) => {
    if (body.fields !== undefined) slowDown(tryAgainIn, caller.memberId);
    return beginReconnect(services, {
      ...actorOf(caller),
      sessionId: caller.session.id,
      accountId: params.id,
      ...(body.fields === undefined ? {} : { fields: body.fields }),
    });
  },

  chooseAgain: async ({ services, caller, params }) => ({
    choiceId: await chooseAgain(services, { ...actorOf(caller), sessionId: caller.session.id, accountId: params.id }),
  }),

  disconnectAccount: async ({ services, caller, params }) => {
    const account = await services.db.transaction().execute((trx) => lockSeen(trx, caller, params.id));
    // Its owner leaves when they like; an admin may also take an account away, for somebody who left the company.
    if (caller.role !== "admin" && account.member_id !== caller.memberId)
      throw forbidden({
        en: "Only its owner or an administrator can disconnect this account.",
        fr: "Seul son propriétaire ou un administrateur peut déconnecter ce compte.",
      });
    await disconnect(services, { ...actorOf(caller), accountId: params.id });
    return { ok: true };
  },
};
