import type { Text } from "#engine/text.ts";
import { actions } from "./actions.ts";
import { accounts } from "./accounts.ts";
import { adding } from "./adding.ts";
import { approvals } from "./approvals.ts";
import { administration } from "./administration.ts";
import { consents } from "./consents.ts";
import { backtest } from "./backtest.ts";
import { calendar } from "./calendar.ts";
import { charter } from "./charter.ts";
import { content } from "./content.ts";
import { deliveries } from "./deliveries.ts";
import { entries } from "./entries.ts";
import { briefs } from "./briefs.ts";
import { campaigns } from "./campaigns.ts";
import { colleagues } from "./colleagues.ts";
import { crisis } from "./crisis.ts";
import { editorial } from "./editorial.ts";
import { scenarios } from "./scenarios.ts";
import { everywhere } from "./everywhere.ts";
import { fields } from "./fields.ts";
import { library } from "./library.ts";
import { launcher } from "./launcher.ts";
import { gallery } from "./gallery.ts";
import { handover } from "./handover.ts";
import { joining } from "./joining.ts";
import { kept } from "./kept.ts";
import { live } from "./live.ts";
import { came } from "./came.ts";
import { mine } from "./mine.ts";
import { notices } from "./notices.ts";
import { outline } from "./outline.ts";
import { mondayWords } from "./monday.ts";
import { slots } from "./slots.ts";
import { outcome } from "./outcome.ts";
import { own } from "./own.ts";
import { pasting } from "./pasting.ts";
import { panels } from "./panels.ts";
import { people } from "./people.ts";
import { presence } from "./presence.ts";
import { portraits } from "./portraits.ts";
import { posts } from "./posts.ts";
import { proposals } from "./proposals.ts";
import { publishing } from "./publishing.ts";
import { reached } from "./reached.ts";
import { results } from "./results.ts";
import { shelf } from "./shelf.ts";
import { signIn } from "./sign-in.ts";
import { signoff } from "./signoff.ts";
import { runPages } from "./run-pages.ts";
import { rhythm } from "./rhythm.ts";
import { suggest } from "./suggest.ts";
import { cues } from "./cues.ts";
import { topics } from "./topics.ts";
import { sources } from "./sources.ts";
import { steps } from "./steps.ts";
import { today } from "./today.ts";
import { tests } from "./tests.ts";
import { mentors } from "./mentors.ts";
import { talks } from "./talks.ts";
import { thanks } from "./thanks.ts";
import { ownLessons } from "./own-lessons.ts";
import { survey } from "./survey.ts";
import { training } from "./training.ts";
import { tour } from "./tour.ts";
import { troubles } from "./troubles.ts";
import { versions } from "./versions.ts";
import { why } from "./why.ts";
import { writing } from "./writing.ts";

const ofCampaigns = { ...campaigns, ...scenarios };
const ofAccounts = { ...accounts, ...consents };

/** What only one room's pages say, loaded with them, by the room's name. */
export const rooms = {
  "canvas/adding": adding,
  "canvas/actions": { ...actions, ...pasting },
  "canvas/live": live,
  "canvas/messages": posts,
  "canvas/outline": outline,
  "canvas/own": own,
  "canvas/panels": panels,
  "canvas/presence": presence,
  "canvas/reached": reached,
  "canvas/publishing": { ...publishing, ...signoff, ...versions },
  "canvas/tests": tests,
  "canvas/tour": tour,
  "canvas/steps": steps,
  "canvas/troubles": troubles,
  accounts: ofAccounts,
  approvals,
  backtest,
  calendar,
  charter,
  deliveries,
  entries,
  gallery,
  hub: content,
  joining,
  kept,
  launcher,
  mine,
  notices,
  maps: shelf,
  people,
  proposals,
  results,
  settings: administration,
  "sign-in": signIn,
  sources,
  rhythm,
  runs: runPages,
  suggest,
  topics,
  survey,
  lessons: ownLessons,
  mentors,
  thanks,
  talks,
  portraits,
  training,
  campaigns: ofCampaigns,
  briefs,
  colleagues,
  cues,
  crisis,
  recycling: library,
  editorial,
  why,
  today,
  form: fields,
  "form/writing": writing,
} as const;

/**
 * Every sentence of the editor, in ICU MessageFormat, with both languages side by side as everywhere in the product
 * (engine/text.ts): a key that does not exist, or one that lacks a language, is a type error. Pages take its type only; what they say
 * is in `spoken.ts`, so that the first load is small.
 */
export const catalogue = {
  ...everywhere,
  ...ofAccounts,
  ...adding,
  ...pasting,
  ...approvals,
  ...backtest,
  ...calendar,
  ...charter,
  ...deliveries,
  ...entries,
  ...actions,
  ...colleagues,
  ...cues,
  ...content,
  ...gallery,
  ...handover,
  ...joining,
  ...kept,
  ...launcher,
  ...live,
  ...came,
  ...mine,
  ...notices,
  ...outline,
  ...panels,
  ...people,
  ...presence,
  ...posts,
  ...proposals,
  ...publishing,
  ...signoff,
  ...versions,
  ...results,
  ...outcome,
  ...mondayWords,
  ...slots,
  ...shelf,
  ...signIn,
  ...sources,
  ...rhythm,
  ...runPages,
  ...suggest,
  ...topics,
  ...survey,
  ...ownLessons,
  ...mentors,
  ...thanks,
  ...talks,
  ...portraits,
  ...training,
  ...ofCampaigns,
  ...briefs,
  ...crisis,
  ...library,
  ...editorial,
  ...steps,
  ...today,
  ...tests,
  ...tour,
  ...why,
  ...administration,
  ...fields,
  ...troubles,
  ...reached,
  ...own,
  ...writing,
} as const satisfies Record<string, Text>;
export type Key = keyof typeof catalogue;
