import { useState } from "react";
import { useWords } from "../language.tsx";
import { useLineChange } from "./use-line.ts";

/** What a company that begins says of itself, in the reader's language: to be changed, not to be kept. */
const examples = {
  en: {
    objectives: ["That they apply", "That they call us", "That they come and see"],
    audiences: [
      ["Future colleagues", 0, "what a day here is like"],
      ["Clients and those to come", 1, "what we have built, and how"],
      ["Neighbours and the town", 2, "open doors, the workshop"],
    ],
  },
  fr: {
    objectives: ["Qu’ils candidatent", "Qu’ils nous appellent", "Qu’ils viennent voir"],
    audiences: [
      ["Futurs collègues", 0, "ce qu’est une journée ici"],
      ["Clients, et ceux à venir", 1, "ce que nous avons construit, et comment"],
      ["Voisins et ville", 2, "portes ouvertes, l’atelier"],
    ],
  },
} as const;

/** Writes the example into an empty line. */
export function useExample(): { begin: () => void; pending: boolean } {
  const { language } = useWords();
  const [makeObjective, makeAudience] = [useLineChange("createObjective"), useLineChange("createAudience")];
  const [pending, setPending] = useState(false);
  const write = async (): Promise<void> => {
    const { objectives, audiences } = examples[language];
    const ids: string[] = [];
    for (const name of objectives) {
      const line = await makeObjective.mutateAsync({ body: { name, description: "" } });
      ids.push(line.objectives.at(-1)!.id);
    }
    for (const [name, index, note] of audiences)
      await makeAudience.mutateAsync({
        body: { name, description: "", topics: [], aims: [{ objective: ids[index]!, note }] },
      });
  };
  const begin = (): void => {
    setPending(true);
    // What fails is announced; what is there by then stays, and can be changed.
    void write()
      .catch(() => undefined)
      .finally(() => setPending(false));
  };
  return { begin, pending };
}
