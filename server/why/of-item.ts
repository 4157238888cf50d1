import type { Text } from "#engine/text.ts";
import { type Cause, list, type Make, quoted, type Said } from "./cause.ts";

/** What became of an item before it was anybody's. */
export function sayItem(cause: Cause, answer: Make, day: (at: string, time?: boolean) => Text): Said {
  switch (cause.code) {
    case "map_paused": {
      const map = quoted(cause.map);
      return answer(
        `The map ${map.en} is paused: it waits for ${cause.name}.`,
        `La carte ${map.fr} est en pause : elle attend pour ${cause.name}.`,
      );
    }
    case "map_archived": {
      const map = quoted(cause.map);
      return answer(
        `The map ${map.en} was archived before it went out for ${cause.name}.`,
        `La carte ${map.fr} a été archivée avant son départ pour ${cause.name}.`,
      );
    }
    case "disconnected": {
      const at = cause.at === null ? null : day(cause.at);
      return answer(
        `The ${cause.network} account of ${cause.name} was disconnected${at === null ? "" : ` on ${at.en}`}.`,
        `Le compte ${cause.network} (${cause.name}) a été déconnecté${at === null ? "" : ` le ${at.fr}`}.`,
      );
    }
    case "left": {
      const at = cause.at === null ? null : day(cause.at);
      return answer(
        `This person has left${at === null ? "" : ` on ${at.en}`}: what was theirs is erased.`,
        `Cette personne est partie${at === null ? "" : ` le ${at.fr}`} : ses données ont été effacées.`,
      );
    }
    case "same_story": {
      const other = quoted(cause.other);
      return answer(
        `${cause.name} has this story already: ${other.en}.`,
        `${cause.name} a déjà cette information : ${other.fr}.`,
      );
    }
    case "own":
      return answer(
        "It comes from this very account: nobody is given their own posts.",
        "Elle vient de ce même compte : personne ne reçoit ses propres publications.",
      );
    case "not_network":
      return answer(
        `It goes to ${list(cause.wanted)}; this account of ${cause.name} is on ${cause.network}.`,
        `Elle part vers ${list(cause.wanted)} ; ce compte (${cause.name}) est sur ${cause.network}.`,
      );
    case "not_topic":
      return answer(
        `${cause.name} follows none of the topics that it goes to (${list(cause.wanted)}).`,
        `${cause.name} ne suit aucun des thèmes visés (${list(cause.wanted)}).`,
      );
    case "not_team":
      return answer(
        `${cause.name} is in none of the teams that it goes to (${list(cause.wanted)}).`,
        `${cause.name} n’est dans aucune des équipes visées (${list(cause.wanted)}).`,
      );
    case "not_language":
      return answer(
        `It goes to people who read ${list(cause.wanted)}; ${cause.name} has chosen another language.`,
        `Elle va aux personnes qui lisent ${list(cause.wanted)} ; ${cause.name} a choisi une autre langue.`,
      );
    case "not_person": {
      const step = quoted(cause.step);
      return answer(
        `${step.en} picks people; ${cause.name} is the company’s own.`,
        `${step.fr} choisit des personnes ; ${cause.name} est un compte de l’entreprise.`,
      );
    }
    case "not_meant": {
      const [step, map] = [quoted(cause.step), quoted(cause.map)];
      return answer(
        `In the map ${map.en} it went to ${step.en}, which does not mean ${cause.name}.`,
        `Dans la carte ${map.fr}, elle est allée à ${step.fr}, qui ne vise pas ${cause.name}.`,
      );
    }
    case "joined": {
      const at = day(cause.at);
      return answer(
        `This account of ${cause.name} was connected on ${at.en}, after it had passed.`,
        `Ce compte (${cause.name}) a été relié le ${at.fr}, après son passage.`,
      );
    }
    case "would_now": {
      const at = day(cause.at);
      return answer(
        `Today it would be for ${cause.name}; on ${at.en} it was not: topics, teams or the map have changed since.`,
        `Aujourd’hui elle serait pour ${cause.name} ; le ${at.fr} elle ne l’était pas : thèmes, équipes ou carte ont changé depuis.`,
      );
    }
    case "dropped": {
      const [step, map] = [quoted(cause.step), quoted(cause.map)];
      return answer(`${step.en} let it go, in the map ${map.en}.`, `${step.fr} l’a écartée, dans la carte ${map.fr}.`);
    }
    case "kept": {
      const step = quoted(cause.step);
      const at = day(cause.at, true);
      return cause.asks
        ? answer(
            `${step.en} waits for somebody’s yes, until ${at.en}.`,
            `${step.fr} attend l’accord de quelqu’un, jusqu’au ${at.fr}.`,
          )
        : answer(`${step.en} keeps it until ${at.en}.`, `${step.fr} la garde jusqu’au ${at.fr}.`);
    }
    case "unread": {
      const map = quoted(cause.map);
      const at = cause.at === null ? null : day(cause.at, true);
      return answer(
        `The map ${map.en} has not read it yet.`,
        `La carte ${map.fr} ne l’a pas encore lue.`,
        at && { en: `It runs next on ${at.en}.`, fr: `Prochaine exécution le ${at.fr}.` },
      );
    }
    case "unread_paused": {
      const map = quoted(cause.map);
      return answer(
        `The map ${map.en} is paused and has not read it.`,
        `La carte ${map.fr} est en pause et ne l’a pas lue.`,
      );
    }
    case "before": {
      const map = quoted(cause.map);
      return answer(
        `It was there before the map ${map.en} began, which left alone what was listed then.`,
        `Elle était là avant les débuts de la carte ${map.fr}, qui a laissé de côté ce qui était déjà listé.`,
      );
    }
    case "no_map": {
      const source = quoted(cause.source);
      return answer(`No live map reads ${source.en}.`, `Aucune carte en ligne ne lit ${source.fr}.`);
    }
    case "source_gone":
      return answer(
        "Its author deleted it before a map read it.",
        "Son auteur l’a supprimée avant qu’une carte la lise.",
      );
    case "all": {
      const { out, all } = cause;
      return out === all
        ? answer(
            all === 1 ? "It is published." : `All ${all} are published.`,
            all === 1 ? "L’envoi est publié." : `Les ${all} envois sont publiés.`,
          )
        : answer(
            out === 0 ? `None of ${all} is out yet.` : `${out} of ${all} ${out === 1 ? "is" : "are"} published.`,
            out === 0
              ? all === 1
                ? "L’envoi n’est pas publié."
                : `Aucun des ${all} envois n’est publié.`
              : `${out} envoi${out > 1 ? "s" : ""} sur ${all} ${out > 1 ? "sont publiés" : "est publié"}.`,
          );
    }
    default:
      return answer("What became of it here is no longer recorded.", "Ce qu’elle est devenue ici n’est plus conservé.");
  }
}
