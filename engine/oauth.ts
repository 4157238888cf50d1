/** A network's OAuth, its quirks as data. */
export type OAuthServer = {
  authorize: string;
  token: string;
  revoke: string | null;
  scopes: readonly string[];
  /** What posts with media need beside: asked for where somebody wants such posts, and only those do without it. */
  mediaScopes?: readonly string[];
  /** Between two scopes: a space, as the standard has it, unless said (Facebook: a comma). */
  scopeSeparator?: string;
  /** Where a confidential client shows its secret: HTTP Basic (unencoded, as X and others do it), or in the form. */
  secretIn: "header" | "form";
  /** False where the network's server refuses a challenge that it does not know (LinkedIn, unless switched on for the app). */
  pkce?: boolean;
  /** False where the identity token that comes along is of no use (LinkedIn: another issuer, no nonce): it is not looked at. */
  identityToken?: boolean;
  /** What its page is told beside what the standard has, by name (Facebook: to ask again for what was declined). */
  extra?: Readonly<Record<string, string>>;
};

/** Whether an access that was given for these scopes may post media. */
export const mayPostMedia = ({ mediaScopes = [] }: Pick<OAuthServer, "mediaScopes">, scopes: readonly string[]) =>
  mediaScopes.every((scope) => scopes.includes(scope));
