import { Route, Switch } from "wouter";
import { useMe } from "./me.ts";
import { Lost } from "./shell/lost.tsx";
import { lazy } from "./ui/lazy.ts";

const MondayPage = lazy(async () => ({ default: (await import("./monday/monday-page.tsx")).MondayPage }));
const AllResultsPage = lazy(async () => ({ default: (await import("./results/all-page.tsx")).AllPage }));
const EditorialPage = lazy(async () => ({ default: (await import("./editorial/editorial-page.tsx")).EditorialPage }));
const CampaignsPage = lazy(async () => ({ default: (await import("./campaigns/campaigns-page.tsx")).CampaignsPage }));
const CampaignPage = lazy(async () => ({ default: (await import("./campaigns/campaign-page.tsx")).CampaignPage }));
const BriefsPage = lazy(async () => ({ default: (await import("./briefs/briefs-page.tsx")).BriefsPage }));
const BriefPage = lazy(async () => ({ default: (await import("./briefs/brief-page.tsx")).BriefPage }));
const PortraitsPage = lazy(async () => ({ default: (await import("./portraits/portraits-page.tsx")).PortraitsPage }));
const PortraitPage = lazy(async () => ({ default: (await import("./portraits/portrait-page.tsx")).PortraitPage }));
const ScenarioPage = lazy(async () => ({ default: (await import("./campaigns/scenario-page.tsx")).ScenarioPage }));
const ColleaguesPage = lazy(async () => ({
  default: (await import("./colleagues/colleagues-page.tsx")).ColleaguesPage,
}));
const CuesPage = lazy(async () => ({ default: (await import("./cues/cues-page.tsx")).CuesPage }));
const CrisisPage = lazy(async () => ({ default: (await import("./crisis/crisis-page.tsx")).CrisisPage }));
const OwnPage = lazy(async () => ({ default: (await import("./lessons/own-page.tsx")).OwnPage }));
const RoundsPage = lazy(async () => ({ default: (await import("./survey/rounds-page.tsx")).RoundsPage }));
const LibraryPage = lazy(async () => ({ default: (await import("./recycling/library-page.tsx")).LibraryPage }));
const TopicsPage = lazy(async () => ({ default: (await import("./topics/topics-page.tsx")).TopicsPage }));
const CharterEditPage = lazy(async () => ({ default: (await import("./charter/edit-page.tsx")).CharterEditPage }));
const SourcesPage = lazy(async () => ({ default: (await import("./sources/sources-page.tsx")).SourcesPage }));
const ApprovalsPage = lazy(async () => ({ default: (await import("./approvals/approvals-page.tsx")).ApprovalsPage }));
const RunsPage = lazy(async () => ({ default: (await import("./runs/runs-page.tsx")).RunsPage }));
const RunPage = lazy(async () => ({ default: (await import("./runs/run-page.tsx")).RunPage }));
const PeoplePage = lazy(async () => ({ default: (await import("./people/people-page.tsx")).PeoplePage }));
const ImportPage = lazy(async () => ({ default: (await import("./people/import-page.tsx")).ImportPage }));
const PosterPage = lazy(async () => ({ default: (await import("./joining/poster-page.tsx")).PosterPage }));
const SettingsPage = lazy(async () => ({ default: (await import("./settings/settings-page.tsx")).SettingsPage }));

/**
 * Pages of editors besides their maps, and of administrators: a part of its own, for the first load of everybody else would name the parts of each of them.
 */
export default function EditorsPages() {
  const admin = useMe().member.role === "admin";
  return (
    <Switch>
      <Route path="/charter/edit" component={CharterEditPage} />
      <Route path="/monday" component={MondayPage} />
      <Route path="/results" component={AllResultsPage} />
      <Route path="/editorial" component={EditorialPage} />
      <Route path="/campaigns/:id/scenario">{({ id }) => <ScenarioPage key={id} id={id} />}</Route>
      <Route path="/campaigns" component={CampaignsPage} />
      <Route path="/campaigns/:id">{({ id }) => <CampaignPage key={id} id={id} />}</Route>
      <Route path="/briefs" component={BriefsPage} />
      <Route path="/briefs/:id">{({ id }) => <BriefPage key={id} id={id} />}</Route>
      <Route path="/portraits" component={PortraitsPage} />
      <Route path="/portraits/:id">{({ id }) => <PortraitPage key={id} id={id} />}</Route>
      <Route path="/colleagues" component={ColleaguesPage} />
      <Route path="/cues" component={CuesPage} />
      <Route path="/crisis" component={CrisisPage} />
      <Route path="/training/own/:id">{({ id }) => <OwnPage key={id} id={id} />}</Route>
      <Route path="/survey/results" component={RoundsPage} />
      <Route path="/library" component={LibraryPage} />
      <Route path="/approvals" component={ApprovalsPage} />
      <Route path="/runs" component={RunsPage} />
      <Route path="/runs/:id">{({ id }) => <RunPage id={id} />}</Route>
      <Route path="/sources" component={SourcesPage} />
      {admin && <Route path="/people" component={PeoplePage} />}
      {admin && <Route path="/people/import" component={ImportPage} />}
      {admin && <Route path="/people/poster" component={PosterPage} />}
      {admin && <Route path="/settings" component={SettingsPage} />}
      <Route path="/topics" component={TopicsPage} />
      <Route component={Lost} />
    </Switch>
  );
}
