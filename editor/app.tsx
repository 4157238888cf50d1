import { Suspense } from "react";
import { lazy } from "./ui/lazy.ts";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { unreachable } from "./client.ts";
import { browserLanguage, LanguageProvider } from "./language.tsx";
import { isEditor, MeContext, type Me } from "./me.ts";
import { useReply } from "./replies.ts";
import { useWhosePage } from "./whose-page.ts";
import { Crash } from "./shell/crash.tsx";
import { Lost } from "./shell/lost.tsx";
import { Shell } from "./shell/shell.tsx";
import { Splash } from "./shell/splash.tsx";
import { Failed } from "./ui/failed.tsx";

// A page a chunk: an ambassador's phone never loads the canvas.
const SignInPage = lazy(async () => ({ default: (await import("./sign-in/sign-in-page.tsx")).SignInPage }));
const AgainDialog = lazy(async () => ({ default: (await import("./sign-in/again-dialog.tsx")).AgainDialog }));
const TodayPage = lazy(async () => ({ default: (await import("./today/today-page.tsx")).TodayPage }));
const CalendarPage = lazy(async () => ({ default: (await import("./calendar/calendar-page.tsx")).CalendarPage }));
const EntryPage = lazy(async () => ({ default: (await import("./entries/entry-page.tsx")).EntryPage }));
const NewEntryPage = lazy(async () => ({ default: (await import("./entries/entry-page.tsx")).NewEntryPage }));
const ProposalsPage = lazy(async () => ({ default: (await import("./proposals/proposals-page.tsx")).ProposalsPage }));
const KeptPage = lazy(async () => ({ default: (await import("./hub/kept-page.tsx")).KeptPage }));
const HubPage = lazy(async () => ({ default: (await import("./hub/hub-page.tsx")).HubPage }));
const AccountsPage = lazy(async () => ({ default: (await import("./accounts/accounts-page.tsx")).AccountsPage }));
const DeliveriesPage = lazy(async () => ({
  default: (await import("./deliveries/deliveries-page.tsx")).DeliveriesPage,
}));
const DeliveryPage = lazy(async () => ({ default: (await import("./deliveries/delivery-page.tsx")).DeliveryPage }));
const MapsPage = lazy(async () => ({ default: (await import("./maps/maps-page.tsx")).MapsPage }));
const GalleryPage = lazy(async () => ({ default: (await import("./gallery/gallery-page.tsx")).GalleryPage }));
const CanvasPage = lazy(async () => ({ default: (await import("./canvas/canvas-page.tsx")).CanvasPage }));
const BacktestPage = lazy(async () => ({ default: (await import("./backtest/backtest-page.tsx")).BacktestPage }));
const ResultsPage = lazy(async () => ({ default: (await import("./results/results-page.tsx")).ResultsPage }));
const SuggestPage = lazy(async () => ({ default: (await import("./suggest/suggest-page.tsx")).SuggestPage }));
const MyPage = lazy(async () => ({ default: (await import("./mine/my-page.tsx")).MyPage }));
const MyTopicsPage = lazy(async () => ({ default: (await import("./rhythm/my-page.tsx")).MyTopicsPage }));
const WelcomePage = lazy(async () => ({ default: (await import("./joining/welcome-page.tsx")).WelcomePage }));
const OutsidePages = lazy(() => import("./outside-pages.tsx"));
const OwnPages = lazy(() => import("./own-pages.tsx"));
const EditorsPages = lazy(() => import("./editors-pages.tsx"));
const WhyPage = lazy(async () => ({ default: (await import("./why/why-page.tsx")).WhyPage }));

/** One page, and one place for what can still be undone, at all of these; an ambassador's start page is the first of what waits. */
const proposalsAt = {
  first: /^\/(?:proposals(?:\/(?<id>\d{1,15}))?)?$/u,
  beside: /^\/proposals(?:\/(?<id>\d{1,15}))?$/u,
};

/** What stands apart (editors-pages.tsx): pages of editors on which few begin. */
const editorsAt =
  /^\/(?:monday|results|editorial|campaigns|briefs|portraits|colleagues|cues|crisis|library|topics|charter\/edit|sources|approvals|runs|people|settings|survey\/results|training\/own)(?:\/.*)?$/u;

/** The same of everybody's own pages (own-pages.tsx). */
const ownAt =
  /^\/(?:me|training|mentors|thanks|survey|objections|asked|comment|recall|charter|notices|suggestions|suggest\/[^/]+|accounts\/[^/]+)(?:\/.*)?$/u;

/** And of those for whom nobody need be signed in (outside-pages.tsx). */
const outsideAt = /^\/(?:goodbye|(?:u|join|door)\/[^/]+)\/?$/u;

function Pages({ me }: { me: Me }) {
  const editor = isEditor(me);
  return (
    <Switch>
      {me.member.welcome !== null && (
        <Route path="/">
          <Redirect to="/welcome" replace />
        </Route>
      )}
      <Route path={proposalsAt[editor ? "beside" : "first"]}>{({ id }) => <ProposalsPage id={id} />}</Route>
      <Route path="/" component={TodayPage} />
      <Route path="/calendar" component={CalendarPage} />
      <Route path="/entries/new" component={NewEntryPage} />
      <Route path="/entries/:id">{({ id }) => <EntryPage key={id} id={id} />}</Route>
      <Route path="/content/:id?" component={HubPage} />
      <Route path="/suggest">
        <SuggestPage />
      </Route>
      <Route path="/accounts" component={AccountsPage} />
      <Route path="/me" component={MyPage} />
      <Route path="/welcome" component={WelcomePage} />
      <Route path="/deliveries" component={DeliveriesPage} />
      <Route path="/deliveries/:id">{({ id }) => <DeliveryPage id={Number(id)} />}</Route>
      <Route path="/why" component={WhyPage} />
      <Route path="/topics/mine" component={MyTopicsPage} />
      {!editor && <Route path="/topics" component={MyTopicsPage} />}
      {editor && <Route path={editorsAt} component={EditorsPages} />}
      <Route path={ownAt} component={OwnPages} />
      {editor && <Route path="/maps" component={MapsPage} />}
      {editor && <Route path="/maps/new" component={GalleryPage} />}
      {editor && <Route path="/maps/:id">{({ id }) => <CanvasPage key={id} id={id} />}</Route>}
      {editor && <Route path="/maps/:id/results">{({ id }) => <ResultsPage key={id} id={id} />}</Route>}
      {editor && <Route path="/maps/:id/backtest">{({ id }) => <BacktestPage key={id} id={id} />}</Route>}
      <Route component={Lost} />
    </Switch>
  );
}

/** Everything that needs a session. */
function Inside() {
  // What waits for a manager comes from maps, whenever they run.
  const me = useReply("me", {}, { every: (reply) => reply !== undefined && isEditor(reply) && 60_000 });
  const [path] = useLocation();
  const page = useWhosePage(me.data, me.error?.status === 401);
  // Whoever was here goes on here; a stranger is led to the door.
  if ((me.error?.status === 401 && !page.was) || me.error?.status === 403) {
    const wanted = path === "/" ? "" : `?to=${encodeURIComponent(`${path}${location.search}`)}`;
    return <Redirect to={`/sign-in${wanted}`} replace />;
  }
  // Without a network: what was read last, where there is something.
  const away = me.error?.status === 0 ? me.error : me.fetchStatus === "paused" ? unreachable() : null;
  if (!me.data && away)
    return (
      <Suspense fallback={<Splash />}>
        <KeptPage error={away} again={me.refetch} />
      </Suspense>
    );
  if (!me.data && me.error) return <Failed error={me.error} again={me.refetch} />;
  if (!me.data) return <Splash />;
  const shown = page.away ? page.was! : me.data;
  return (
    <MeContext value={shown}>
      <LanguageProvider language={shown.member.languageChosen ? shown.member.language : browserLanguage()}>
        <Crash>
          <Shell>
            <Suspense fallback={<Splash inside />}>
              <Pages me={shown} />
            </Suspense>
          </Shell>
          <Suspense>
            {page.away && <AgainDialog was={shown} now={me.error?.status === 401 ? null : me.data} goOn={page.goOn} />}
          </Suspense>
        </Crash>
      </LanguageProvider>
    </MeContext>
  );
}

export function App() {
  return (
    <LanguageProvider language={browserLanguage()}>
      <Crash>
        <Switch>
          <Route path="/sign-in">
            <Suspense fallback={<Splash />}>
              <SignInPage />
            </Suspense>
          </Route>
          <Route path={outsideAt}>
            <Suspense fallback={<Splash />}>
              <OutsidePages />
            </Suspense>
          </Route>
          <Route component={Inside} />
        </Switch>
      </Crash>
    </LanguageProvider>
  );
}
