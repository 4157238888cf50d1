import type { Text } from "#engine/text.ts";

/** Sign-ins are few; when the next one may be, in UTC. */
export function limited(until: number | null): Text {
  const at = until === null ? "" : new Date(until).toISOString().slice(0, 16).replace("T", " ");
  const [en, fr] = at === "" ? ["later", "plus tard"] : [`after ${at} UTC`, `après ${at} UTC`];
  return {
    en: `Bluesky lets somebody sign in a few times a day only, other programs included. Try again ${en}.`,
    fr: `Bluesky ne permet que quelques connexions par jour, autres programmes compris. Réessayez ${fr}.`,
  };
}

export const words = {
  identifier: {
    en: "Enter your handle, e.g. lea.bsky.social, or the e-mail address of your account.",
    fr: "Saisissez votre identifiant, par exemple lea.bsky.social, ou l’adresse e-mail de votre compte.",
  },
  mainPassword: {
    en: "This is not an app password. Make one at bsky.app under Settings → Privacy and security → App passwords (it looks like xxxx-xxxx-xxxx-xxxx) and enter that: Relaymap does not take the password that opens your whole account.",
    fr: "Ce n’est pas un mot de passe d’application. Créez-en un sur bsky.app dans Paramètres → Confidentialité et sécurité → Mots de passe d’application (de la forme xxxx-xxxx-xxxx-xxxx) et saisissez-le : Relaymap n’accepte pas le mot de passe qui ouvre tout votre compte.",
  },
  server: {
    en: "Enter the name of your server, e.g. pds.example.org, or leave it empty.",
    fr: "Saisissez le nom de votre serveur, par exemple pds.example.org, ou laissez vide.",
  },
  wrong: {
    en: "Bluesky does not know this handle with this app password. Check both; an app password that was deleted is replaced by a new one.",
    fr: "Bluesky ne connaît pas cet identifiant avec ce mot de passe d’application. Vérifiez les deux ; un mot de passe d’application supprimé se remplace par un nouveau.",
  },
  takenDown: {
    en: "Bluesky has taken this account down. Its owner can appeal there.",
    fr: "Bluesky a suspendu ce compte. Son titulaire peut y faire appel.",
  },
  deactivated: {
    en: "This account is deactivated. Reactivate it at Bluesky first.",
    fr: "Ce compte est désactivé. Réactivez-le d’abord chez Bluesky.",
  },
  unreachable: {
    en: "The account’s Bluesky server did not answer. Please try again in a moment.",
    fr: "Le serveur Bluesky du compte n’a pas répondu. Veuillez réessayer dans un instant.",
  },
} satisfies Record<string, Text>;
