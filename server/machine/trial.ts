import { faultsOf, sayFaults } from "#engine/faithful.ts";
import type { Ask } from "#engine/machine.ts";
import type { Language } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { unprocessable } from "../errors.ts";
import { usualPatience } from "./client.ts";
import { MachineError, traitsOf } from "./error.ts";
import { type MachineServices, paid, reach } from "./machine.ts";
import { conversationOf, wordsOf } from "./prompt.ts";
import { machinePlace, noteTrouble } from "./settings.ts";

/** Models that are named where the one that was asked for is not there. */
const namedModels = 12;

/**
 * Asks the machine for real, with an item that nobody wrote, and says precisely what is wrong. It counts, and is not refused by the budget: an
 * admin may look why nothing comes. 422 where none is set up.
 */
export async function tryMachine(
  services: MachineServices,
  workspaceId: string,
  language: Language,
  patience = usualPatience,
): Promise<Reply<"tryMachine">> {
  const place = await machinePlace(services.db, workspaceId);
  if (place === null) throw unprocessable("machine_off", new MachineError("off").text);
  const ask = samples[language];
  const began = performance.now();
  const { host } = new URL(place.address);
  const common = { host, model: place.model, before: ask.given.text, models: [] as string[] };
  const spent = () => Math.round(performance.now() - began);
  try {
    const endpoint = await reach(services, workspaceId, place, patience);
    try {
      const { content } = await paid(services, workspaceId, place, endpoint, conversationOf(ask), { anyway: true });
      const after = wordsOf(content);
      await noteTrouble(services.db, workspaceId, null);
      const faults = faultsOf(ask, after);
      const why =
        faults.length === 0 ? null : { en: loose.en(sayFaults(faults).en), fr: loose.fr(sayFaults(faults).fr) };
      return { ...common, works: true, why, after, milliseconds: spent() };
    } catch (error) {
      if (!(error instanceof MachineError) || error.code !== "model") throw error;
      await noteTrouble(services.db, workspaceId, error.text);
      const models = await endpoint.models().catch((): string[] => []);
      return {
        ...common,
        works: false,
        why: error.text,
        after: null,
        milliseconds: spent(),
        models: models.slice(0, namedModels),
      };
    }
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    if (traitsOf(error.code).stops === true) await noteTrouble(services.db, workspaceId, error.text);
    return { ...common, works: false, why: error.text, after: null, milliseconds: spent() };
  }
}

const loose = {
  en: (faults: string) =>
    `It answers, but this time it did not keep to the item (${faults}). Such words are never used.`,
  fr: (faults: string) =>
    `Elle répond, mais cette fois elle ne s’en tient pas à la nouvelle (${faults}). De tels textes ne sont jamais utilisés.`,
};

const given = (text: string): Ask["given"] => ({ text, title: "", summary: "", author: "", source: "", link: "" });
const samples: Record<Language, Ask> = {
  en: {
    task: "rewrite",
    instruction: "Make it shorter and friendlier.",
    given: given("Our workshop opens its doors on 14 June: 12 craftspeople show what they make, from 10 to 18 h."),
    most: 280,
    from: "en",
    into: null,
  },
  fr: {
    task: "rewrite",
    instruction: "Rends-le plus court et plus chaleureux.",
    given: given("Notre atelier ouvre ses portes le 14 juin : 12 artisans montrent ce qu’ils font, de 10 h à 18 h."),
    most: 280,
    from: "fr",
    into: null,
  },
};
