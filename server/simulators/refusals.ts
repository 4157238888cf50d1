import type { AuthorityManner } from "#engine/simulator.ts";
import type { Text } from "#engine/text.ts";

/** What is known of an app that asks. `redirectUris` null: any address of the web. */
type Asker = { redirectUris: string[] | null; scopes?: string[] | undefined };

export const notIn: Text = {
  en: "A newcomer needs a name. At most 200 can join. Go back and try again.",
  fr: "Une nouvelle personne doit avoir un nom. 200 peuvent s’inscrire au plus. Revenez en arrière et réessayez.",
};

/** Why a request for consent cannot be shown: told on the page, never sent to an address that was not registered. */
export function refuse(manner: AuthorityManner, client: Asker | null, form: URLSearchParams): Text | null {
  if (client === null) return { en: "This app is not known here.", fr: "Cette application n’est pas connue ici." };
  const redirectUri = form.get("redirect_uri") ?? "";
  const url = URL.parse(redirectUri);
  const known =
    client.redirectUris?.includes(redirectUri) ??
    (url !== null && (url.protocol === "https:" || url.protocol === "http:"));
  if (url === null || !known)
    return {
      en: "The redirect address is not one that the app registered.",
      fr: "L’adresse de retour n’est pas celle que l’application a déclarée.",
    };
  if (form.get("response_type") !== "code")
    return { en: "Only response_type=code is served.", fr: "Seul response_type=code est accepté." };
  if (form.get("code_challenge_method") !== "S256" || !/^[\w-]{43}$/u.test(form.get("code_challenge") ?? ""))
    return { en: "PKCE with S256 is required.", fr: "PKCE avec S256 est obligatoire." };
  if ((form.get("state") ?? "") === "") return { en: "The state is missing.", fr: "Le paramètre state manque." };
  const unknown = (form.get("scope") ?? "")
    .split(" ")
    .find((scope) => !(client.scopes ?? manner.scopes).includes(scope));
  if (unknown === undefined) return null;
  return { en: `The scope “${unknown}” is not known here.`, fr: `La portée « ${unknown} » n’est pas connue ici.` };
}
