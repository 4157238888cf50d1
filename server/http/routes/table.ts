import type { Handlers } from "../call.ts";
import { accountRoutes } from "./accounts.ts";
import { approvalRoutes } from "./approvals.ts";
import { backtestRoutes } from "./backtest.ts";
import { backupRoutes } from "./backups.ts";
import { briefRoutes } from "./briefs.ts";
import { calendarRoutes } from "./calendar.ts";
import { campaignRoutes } from "./campaigns.ts";
import { crisisRoutes } from "./crisis.ts";
import { evergreenRoutes } from "./evergreens.ts";
import { mentorRoutes } from "./mentors.ts";
import { portraitRoutes } from "./portraits.ts";
import { recognitionRoutes } from "./recognition.ts";
import { talkRoutes } from "./talks.ts";
import { lessonRoutes } from "./lessons.ts";
import { surveyRoutes } from "./survey.ts";
import { colleagueRoutes } from "./colleagues.ts";
import { cueRoutes } from "./cues.ts";
import { trainingRoutes } from "./training.ts";
import { charterRoutes } from "./charter.ts";
import { contentRoutes } from "./content.ts";
import { deliveryRoutes } from "./deliveries.ts";
import { joiningRoutes } from "./joining.ts";
import { entryRoutes } from "./entries.ts";
import { machineRoutes } from "./machine.ts";
import { mailRoutes } from "./mail.ts";
import { feedRoutes } from "./feeds.ts";
import { mapRoutes } from "./maps.ts";
import { meRoutes } from "./me.ts";
import { mediaRoutes } from "./media.ts";
import { memberRoutes } from "./members.ts";
import { mineRoutes } from "./mine.ts";
import { networkRoutes } from "./networks.ts";
import { noticeRoutes } from "./notices.ts";
import { proposalRoutes } from "./proposals.ts";
import { resultRoutes } from "./results.ts";
import { runRoutes } from "./runs.ts";
import { shelfRoutes } from "./shelf.ts";
import { signoffRoutes } from "./signoff.ts";
import { signInRoutes } from "./sign-in.ts";
import { sourceRoutes } from "./sources.ts";
import { suggestionRoutes } from "./suggestions.ts";
import { todayRoutes } from "./today.ts";
import { mondayRoutes } from "./monday.ts";
import { conversionRoutes } from "./conversions.ts";
import { editorialRoutes } from "./editorial.ts";
import { topicRoutes } from "./topics.ts";
import { whyRoutes } from "./why.ts";
import { workspaceRoutes } from "./workspace.ts";

/** A handler for each route of the table; the compiler and the boot both hold it to that. */
export const handlers: Handlers = {
  ...signInRoutes,
  ...meRoutes,
  ...mapRoutes,
  ...backtestRoutes,
  ...shelfRoutes,
  ...signoffRoutes,
  ...runRoutes,
  ...approvalRoutes,
  ...suggestionRoutes,
  ...entryRoutes,
  ...resultRoutes,
  ...todayRoutes,
  ...calendarRoutes,
  ...campaignRoutes,
  ...briefRoutes,
  ...crisisRoutes,
  ...evergreenRoutes,
  ...contentRoutes,
  ...deliveryRoutes,
  ...feedRoutes,
  ...proposalRoutes,
  ...sourceRoutes,
  ...networkRoutes,
  ...accountRoutes,
  ...mediaRoutes,
  ...memberRoutes,
  ...charterRoutes,
  ...colleagueRoutes,
  ...cueRoutes,
  ...trainingRoutes,
  ...surveyRoutes,
  ...lessonRoutes,
  ...mentorRoutes,
  ...recognitionRoutes,
  ...talkRoutes,
  ...portraitRoutes,
  ...joiningRoutes,
  ...topicRoutes,
  ...conversionRoutes,
  ...mondayRoutes,
  ...editorialRoutes,
  ...mineRoutes,
  ...machineRoutes,
  ...mailRoutes,
  ...noticeRoutes,
  ...whyRoutes,
  ...workspaceRoutes,
  ...backupRoutes,
};
