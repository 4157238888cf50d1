import { Route, Switch } from "wouter";
import { lazy } from "./ui/lazy.ts";

const StopPage = lazy(async () => ({ default: (await import("./stop/stop-page.tsx")).StopPage }));
const GoodbyePage = lazy(async () => ({ default: (await import("./mine/goodbye-page.tsx")).GoodbyePage }));
const JoinPage = lazy(async () => ({ default: (await import("./joining/join-page.tsx")).JoinPage }));
const DoorPage = lazy(async () => ({ default: (await import("./joining/door-page.tsx")).DoorPage }));

/** Pages of whoever is not here yet, or no more: a part of its own, for the first load of everybody else would name the parts of each of them. */
export default function OutsidePages() {
  return (
    <Switch>
      <Route path="/goodbye" component={GoodbyePage} />
      <Route path="/u/:token">{({ token }) => <StopPage token={token} />}</Route>
      <Route path="/join/:token">{({ token }) => <JoinPage token={token} />}</Route>
      <Route path="/door/:code">{({ code }) => <DoorPage code={code} />}</Route>
    </Switch>
  );
}
