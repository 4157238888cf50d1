import type { Text } from "#engine/text.ts";
import { type Cause, dayIn, type Said } from "./cause.ts";
import { sayItem } from "./of-item.ts";

/** Says a cause in one sentence, in the time zone `zone`. Pure. */
export function say(cause: Cause, zone: string): Said {
  if (cause.gone === undefined || !("name" in cause)) return tell(cause, zone);
  const en = tell({ ...cause, name: "Somebody who has left" }, "UTC");
  const fr = tell({ ...cause, name: "Quelqu’un qui est parti" }, "UTC");
  return {
    says: { en: en.says.en, fr: fr.says.fr },
    more: en.more,
    next: en.next === null || fr.next === null ? leftOn(cause.gone.at, zone) : { en: en.next.en, fr: fr.next.fr },
  };
}

function leftOn(at: string | null, zone: string): Text | null {
  if (at === null) return null;
  const { en, fr } = dayIn(zone, at);
  return { en: `They left the programme on ${en}.`, fr: `Son départ du programme date du ${fr}.` };
}

function tell(cause: Cause, zone: string): Said {
  const answer = (en: string, fr: string, next: Text | null = null): Said => ({
    says: { en, fr: fr.replaceAll(/ ([:;!?%»])/gu, "\u00A0$1").replaceAll("« ", "«\u00A0") },
    more: cause.more ?? null,
    next,
  });
  const day = (at: string, time = false) => dayIn(zone, at, time && cause.gone === undefined);
  const ends = (at: string): Text => {
    const end = day(at, true);
    return { en: `It ends on ${end.en}.`, fr: `Elle prend fin le ${end.fr}.` };
  };
  switch (cause.code) {
    case "published": {
      const { name, network } = cause;
      const at = day(cause.at, true);
      return answer(`${name} posted it on ${network} on ${at.en}.`, `${name} l’a publiée sur ${network} le ${at.fr}.`);
    }
    case "coming": {
      const at = day(cause.at, true);
      return answer(
        `It goes out for ${cause.name} on ${cause.network} on ${at.en}.`,
        `Elle part pour ${cause.name} sur ${cause.network} le ${at.fr}.`,
      );
    }
    case "put_off": {
      const at = day(cause.at, true);
      const why = putOff(cause);
      return answer(
        `${why.en}: it goes out on ${cause.network} on ${at.en}.`,
        `${why.fr} : elle part sur ${cause.network} le ${at.fr}.`,
      );
    }
    case "stopped":
      return answer(
        `Everything is stopped: it does not go out for ${cause.name} before somebody lifts that.`,
        `Tout est arrêté : rien ne part pour ${cause.name} avant la reprise.`,
      );
    case "asked": {
      const at = day(cause.at);
      return answer(
        `${cause.name} was asked on ${at.en} and has not answered yet.`,
        `${cause.name} n’a pas encore répondu à la proposition du ${at.fr}.`,
        ends(cause.until),
      );
    }
    case "asked_private":
      return answer(
        `It was put to ${cause.name}; what people answer is theirs to tell.`,
        `Elle a été proposée à ${cause.name} ; la réponse ne regarde que cette personne.`,
      );
    case "declined":
      return answer(`${cause.name} said no to it.`, `${cause.name} a dit non.`);
    case "cancelled":
      return answer(
        `Somebody took it back before it went out for ${cause.name}.`,
        `Quelqu’un l’a retirée avant son départ pour ${cause.name}.`,
      );
    case "charter":
      return answer(
        `${cause.name} has not accepted the charter that is in force yet.`,
        `${cause.name} n’a pas encore accepté la charte en vigueur.`,
      );
    case "already":
      return answer(`${cause.name} was given it before.`, `${cause.name} l’a déjà reçue.`);
    case "no_account":
      return answer(`${cause.name} has connected no account.`, `${cause.name} n’a relié aucun compte.`);
    case "rule":
      return answer(
        `A rule forbids it as it is for ${cause.name}.`,
        `Une règle l’interdit telle quelle pour ${cause.name}.`,
      );
    case "expired_asked": {
      const at = day(cause.at);
      return answer(
        `${cause.name} was asked, and no answer came by ${at.en}.`,
        `${cause.name} n’a pas répondu avant le ${at.fr}.`,
      );
    }
    case "expired": {
      const at = day(cause.at);
      return answer(
        `It could not go out for ${cause.name} by ${at.en}.`,
        `Elle n’a pas pu partir pour ${cause.name} avant le ${at.fr}.`,
      );
    }
    case "paused": {
      const { name, network, until } = cause;
      const end = cause.ends === null ? null : day(cause.ends);
      const last = until === null ? null : day(until, true);
      return answer(
        `${name} has paused ${network}${end === null ? "" : ` until ${end.en}`}.`,
        `${name} a mis son compte ${network} en pause${end === null ? "" : ` jusqu’au ${end.fr}`}.`,
        last && {
          en: `Held, not lost: it goes on with the account, if that is before ${last.en}.`,
          fr: `Retenue, pas perdue : elle repart avec le compte, si c’est avant le ${last.fr}.`.replaceAll(
            " :",
            "\u00A0:",
          ),
        },
      );
    }
    case "reconnect":
      return answer(
        `${cause.network} no longer lets us in for ${cause.name}: the account has to be connected again.`,
        `${cause.network} n’accepte plus l’accès de ce compte (${cause.name}) : il est à reconnecter.`,
      );
    case "refused":
      return answer(
        `${cause.network} refused it for ${cause.name}.`,
        `${cause.network} l’a refusée pour ${cause.name}.`,
      );
    case "check":
      return answer(
        `Nobody knows yet whether ${cause.network} has it for ${cause.name}.`,
        `On ne sait pas encore si ${cause.network} l’a reçue pour ${cause.name}.`,
      );
    case "duplicate":
      return answer(
        `${cause.network} says that ${cause.name} has this post already.`,
        `${cause.network} indique que ${cause.name} a déjà cette publication.`,
      );
    case "partly":
      return answer(
        `Only a part of it is out for ${cause.name} on ${cause.network}.`,
        `Une partie seulement est publiée pour ${cause.name} sur ${cause.network}.`,
      );
    case "held":
      return answer(`It is held for ${cause.name}.`, `Elle est retenue pour ${cause.name}.`);
    case "ended":
      return answer(`It was not sent for ${cause.name}.`, `Elle n’a pas été envoyée pour ${cause.name}.`);
    case "left_out":
      return answer(`It was not for ${cause.name}.`, `Elle n’était pas pour ${cause.name}.`);
    default:
      return sayItem(cause, answer, day);
  }
}

/** What an owner's own setting says of a post that waits for its turn. */
function putOff({ name, by, most }: Extract<Cause, { code: "put_off" }>): Text {
  const times = most ?? 0;
  const many = {
    en: times === 1 ? "1 post" : `${times} posts`,
    fr: times === 1 ? "une publication" : `${times} publications`,
  };
  switch (by) {
    case "day":
      return { en: `${name} takes ${many.en} a day at most`, fr: `${name} accepte au plus ${many.fr} par jour` };
    case "week":
      return { en: `${name} takes ${many.en} a week at most`, fr: `${name} accepte au plus ${many.fr} par semaine` };
    case "month":
      return { en: `${name} takes ${many.en} a month at most`, fr: `${name} accepte au plus ${many.fr} par mois` };
    case "off":
      return { en: `${name} has a day off until then`, fr: `${name} ne publie rien ce jour-là` };
    case "quiet":
      return { en: `${name} has quiet hours until then`, fr: `Ce sont les heures calmes de ${name}` };
    default:
      return {
        en: `${name} leaves some time between two posts`,
        fr: `${name} laisse un délai entre deux publications`,
      };
  }
}
