import {
  type Connection,
  ConnectError,
  type GrantContext,
  type NetworkContext,
  type OpenedAccount,
} from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { read } from "./rest.ts";
import { administered } from "./roles.ts";
import { Me, Member, Organisation } from "./wire.ts";

/** Each app may ask for its own only: one scope that is not its own, and LinkedIn refuses the whole sign-in. */
export const memberScopes = ["openid", "profile", "w_member_social"];
export const pageScopes = ["r_basicprofile", "r_organization_social", "w_organization_social", "rw_organization_admin"];

/** LinkedIn knows no challenge unless it was switched on for the app, and its identity token names another issuer. */
const oauth =
  (scopes: readonly string[]): NonNullable<Connection["oauth"]> =>
  (webBase) => ({
    authorize: `${webBase}/oauth/v2/authorization`,
    token: `${webBase}/oauth/v2/accessToken`,
    revoke: `${webBase}/oauth/v2/revoke`,
    scopes,
    secretIn: "form",
    pkce: false,
    identityToken: false,
  });

/** A member's own profile. Who they are comes from `userinfo`. */
export const member: Connection = {
  oauth: oauth(memberScopes),
  accounts: async (grant) => {
    require(grant, "w_member_social");
    const { context, access } = grant;
    const { sub, name, picture } = await read(context, "/v2/userinfo", access.token, Member);
    const handle = name || sub;
    const account = {
      kind: "person" as const,
      remoteId: sub,
      handle,
      name: handle,
      avatar: picture || null,
      url: null,
    };
    return { subject: sub, accounts: [account] };
  },
};

/** Pages that one sign-in opens at most. */
const mostPages = 200;

/** The pages that somebody administers. The app for them knows no OpenID: who signed in comes from `/v2/me`. */
export const pages: Connection = {
  oauth: oauth(pageScopes),
  accounts: async (grant) => {
    require(grant, "w_organization_social");
    const { context, access } = grant;
    const me = await read(context, "/v2/me", access.token, Me);
    const name = [me.localizedFirstName, me.localizedLastName].filter(Boolean).join(" ");
    const accounts: OpenedAccount[] = [];
    for (const urn of [...(await administered(context, access.token))].slice(0, mostPages))
      accounts.push(await pageOf(context, access.token, urn));
    return {
      subject: me.id,
      ...(name === "" ? {} : { name }),
      accounts,
      notes: accounts.length === 0 ? [nothing] : [],
    };
  },
};

async function pageOf(context: NetworkContext, token: string, urn: string): Promise<OpenedAccount> {
  const id = urn.slice(urn.lastIndexOf(":") + 1);
  const { localizedName: name, vanityName } = await read(context, `/rest/organizations/${id}`, token, Organisation);
  const handle = vanityName || id;
  return { kind: "page", remoteId: id, handle, name, avatar: null, url: `${context.webBase}/company/${handle}` };
}

/** LinkedIn writes the scopes that it granted with commas; where it does not say, they are those that were asked for. */
function require({ access: { scopes } }: GrantContext, scope: string): void {
  const granted = scopes.flatMap((each) => each.split(/[\s,]+/u));
  if (granted.length > 0 && !granted.includes(scope)) throw new ConnectError(lacking(scope));
}

const lacking = (scope: string): Text => ({
  en: `LinkedIn did not grant the permission to post (${scope}): the administrator’s app lacks the product for it.`,
  fr: `LinkedIn n’a pas accordé l’autorisation de publier (${scope}) : il manque le produit correspondant à l’application de l’administrateur.`,
});
const nothing: Text = {
  en: "LinkedIn knows no page that you administer, or whose content you do.",
  fr: "LinkedIn ne connaît aucune page que vous administrez, ni dont vous gérez le contenu.",
};
