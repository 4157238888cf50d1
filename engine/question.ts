import { fold } from "./words.ts";

const begins = /^(?:why|pourquoi)(?![\p{L}\p{N}])/u;
/** What people say around the name that they ask about and the headline that they mean, folded. */
const around = new Set(
  `why not did didnt didn t does doesnt has hasnt have was wasnt is isnt get gets got gotten it this that post posted receive received for to
  the an of about
  pourquoi pas est ce que n na a il elle eu recu l la le les un une d de du des au aux rien ca cela pour chez publie poste ne y`
    .split(/\s+/u)
    .filter(Boolean),
);

/**
 * What is left of a question: “Pourquoi Paul n’a-t-il pas reçu l’usine ?” asks about “Paul usine”. Null where it is none: a headline may begin like
 * one, so that whoever searches tries all of its words first.
 */
export function askedIn(search: string): string | null {
  const words = fold(search).trim();
  if (!begins.test(words)) return null;
  const left = words.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "" && !around.has(word));
  return left.join(" ");
}
