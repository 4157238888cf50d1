import type { Answer } from "#engine/answer.ts";
import type { CallResult, Login, NetworkContext } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { afterFailure, isRoleRefusal } from "./refusal.ts";
import { authorOf, read, usualVersion } from "./rest.ts";
import { Roles } from "./wire.ts";

/** Roles that may post, asked for one by one; and what is read of a listing at most. */
const roles = ["ADMINISTRATOR", "CONTENT_ADMINISTRATOR"];
const most = { rows: 100, answers: 5 };
/** Milliseconds that asking again may take in all: it stands between a call and what is written of it. */
const patience = 8_000;

/** The organisations, by their URNs, on which whoever signed in has a role that may post. Throws as `read` does. */
export async function administered(context: NetworkContext, token: string): Promise<Set<string>> {
  const urns = new Set<string>();
  for (const role of roles)
    for (let answers = 0; answers < most.answers; answers += 1) {
      const path = `/rest/organizationAcls?q=roleAssignee&role=${role}&state=APPROVED&start=${answers * most.rows}&count=${most.rows}`;
      const { elements } = await read(context, path, token, Roles);
      for (const { state, organization, organizationalTarget } of elements) {
        const urn = organization ?? organizationalTarget ?? "";
        if (state === "APPROVED" && /^urn:li:organization:\d+$/u.test(urn)) urns.add(urn);
      }
      if (elements.length < most.rows) break;
    }
  return urns;
}

/**
 * The outcome of a call that was refused. Of a page LinkedIn does not say whether it is the post that it will not have or the person: who has
 * which role is asked again then. A page that is no longer theirs has to be connected by somebody else; those beside it go on.
 */
export async function afterRefused(context: NetworkContext, login: Login, answer: Answer): Promise<CallResult> {
  const result = afterFailure(answer, login, { now: context.now(), version: context.version ?? usualVersion });
  if (login.kind !== "page" || !isRoleRefusal(answer)) return result;
  const until = AbortSignal.timeout(patience);
  const soon = {
    ...context,
    fetch: (...[url, init]: Parameters<typeof context.fetch>) => context.fetch(url, { ...init, signal: until }),
  };
  // What cannot be asked now changes nothing.
  const urns = await administered(soon, login.token).catch(() => null);
  if (urns === null || urns.has(authorOf(login))) return result;
  return { kind: "unauthorised", closed: true, status: result.status, raw: result.raw, reason: closed };
}

const closed: Text = {
  en: "Whoever connected this page no longer administers it on LinkedIn, nor its content. Ask an administrator of the page for the role, then connect it again; or have one of them connect it.",
  fr: "La personne qui a connecté cette page n’en est plus administratrice sur LinkedIn, ni de son contenu. Demandez le rôle à un administrateur de la page, puis reconnectez-la ; ou faites-la connecter par l’un d’eux.",
};
