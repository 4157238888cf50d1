import { agree, withdraw } from "../../suggestions/agree.ts";
import { answerSuggestion } from "../../suggestions/answer.ts";
import { lookAtLink, readLink } from "../../suggestions/link.ts";
import { keepPicture } from "../../suggestions/pictures.ts";
import { share } from "../../suggestions/share.ts";
import { suggest } from "../../suggestions/send.ts";
import { readTrust, setTrust, trustPerson } from "../../suggestions/trust.ts";
import { listMine, listSuggestions, shownPage, suggestionForm } from "../../suggestions/views.ts";
import { tooMany } from "../../errors.ts";
import type { Handlers } from "../call.ts";

type Names =
  | "suggestionForm"
  | "keepSuggestionPicture"
  | "shareSuggestion"
  | "lookAtSuggestionLink"
  | "suggest"
  | "listMySuggestions"
  | "agreeToSuggestion"
  | "withdrawSuggestion"
  | "listSuggestions"
  | "answerSuggestion"
  | "getSuggestionSettings"
  | "setSuggestionSettings"
  | "trustSuggester";

const ok = { ok: true } as const;

export const suggestionRoutes: Pick<Handlers, Names> = {
  suggestionForm: ({ services, caller }) => suggestionForm(services, caller),

  keepSuggestionPicture: ({ services, caller, incoming }) => keepPicture(services, caller, incoming.body),

  shareSuggestion: async ({ services, caller, incoming }) => ({ location: await share(services, caller, incoming) }),

  lookAtSuggestionLink: async ({ services, caller, body, takeAgainIn }) => {
    const seconds = takeAgainIn(`look ${caller.memberId}`);
    if (seconds !== null) throw tooMany(seconds);
    const link = readLink(body.link);
    if (link === null) return { link, page: null, why: null };
    const { workspaceId } = caller;
    const { page, why } = await lookAtLink(services, workspaceId, link);
    return {
      link,
      page: page === null ? null : shownPage(services, workspaceId, page),
      why: why?.text ?? null,
    };
  },

  suggest: ({ services, caller, body }) => suggest(services, caller, body),

  listMySuggestions: ({ services, caller, query }) => listMine(services, caller, query),

  agreeToSuggestion: async ({ services, caller, params, body }) => {
    await agree(services, caller, params.id, body);
    return ok;
  },

  withdrawSuggestion: async ({ services, caller, params }) => {
    await withdraw(services, caller, params.id);
    return ok;
  },

  listSuggestions: ({ services, caller, query }) => listSuggestions(services, caller, query),

  answerSuggestion: async ({ services, caller, params, body }) => {
    await answerSuggestion(services, caller, params.id, body);
    return ok;
  },

  getSuggestionSettings: ({ services, caller }) => readTrust(services.db, caller.workspaceId),

  setSuggestionSettings: async ({ services, caller, body }) => {
    await setTrust(services.db, caller, body.trustAfter);
    return ok;
  },

  trustSuggester: async ({ services, caller, params, body }) => {
    await trustPerson(services.db, caller, params.id, body.trusted);
    return ok;
  },
};
