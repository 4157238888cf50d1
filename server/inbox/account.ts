import type { Login } from "#engine/network.ts";
import { NodeError } from "#engine/node.ts";
import { matchRef, readRef, refLabel } from "#engine/ref.ts";
import type { Text } from "#engine/text.ts";
import { loginFor } from "../networks/grants/login.ts";
import type { NetworkServices } from "../networks/services.ts";

/** Opens the access of an account for one poll. Rejects with a NodeError: nobody connected it, or it has to be connected again. */
export type AccountReader = (ref: string) => Promise<Login & { network: string }>;

/** The accounts of one workspace, for the sources that read with them. */
export function accountReader(services: NetworkServices, workspaceId: string): AccountReader {
  return async (ref) => {
    const { network } = readRef(ref);
    const accounts = await services.db
      .selectFrom("account")
      .select(["id", "ref", "network", "handle"])
      .where("workspace_id", "=", workspaceId)
      .where("network", "=", network)
      .where("state", "<>", "disconnected")
      .execute();
    const found = matchRef(ref, accounts);
    if (found.kind !== "one") throw failed("no_account", unknown(refLabel(ref)), false);
    const opened = await loginFor(services, workspaceId, found.account.id);
    if (opened.kind === "reconnect") throw failed("reconnect", opened.reason, false);
    if (opened.kind === "later") throw failed("later", opened.reason, true);
    return { ...opened.login, network };
  };
}

const failed = (code: string, text: Text, retry: boolean): NodeError => new NodeError(code, text, { retry });

const unknown = (name: string): Text => ({
  en: `No account “${name}” is connected here. Connect it, or choose another one in the settings of this source.`,
  fr: `Aucun compte « ${name} » n’est connecté ici. Connectez-le, ou choisissez-en un autre dans les réglages de cette source.`,
});
