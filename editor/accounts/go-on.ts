import type { Reply } from "#server/api.ts";

/** Where a connection that was begun goes on: on the network's page, at the accounts to choose from, or back here. */
export function goOn(begun: Reply<"connect">): void {
  if (begun.kind === "page") location.assign(begun.url);
  else if (begun.kind === "choice") location.assign(`/accounts/choose/${begun.choiceId}`);
  else location.assign(`/accounts?connected=${begun.accounts[0]?.accountId ?? ""}`);
}
