import { type ReactNode, Suspense, useEffect } from "react";
import { lazy } from "../ui/lazy.ts";
import { useLocation, useRoute } from "wouter";
import { useWords } from "../language.tsx";
import { LauncherHost } from "../launcher/host.tsx";
import { isEditor, useMe } from "../me.ts";
import { speak, wear } from "../theme/choice.ts";
import { isAlone } from "./alone.ts";
import { Crash } from "./crash.tsx";
import { Offline } from "./offline.tsx";
import classes from "./shell.module.css";
import { StopBanner } from "./stop-banner.tsx";

// The canvas has no menu, and does not wait for one.
const Nav = lazy(async () => ({ default: (await import("./nav.tsx")).Nav }));

/** Milliseconds after which what nobody waits for is done. */
const later = 4000;

/** Where this browser shows notices the server is told again what it has, at each start. Gives what stops it. */
function renewNotices(memberId: string): (() => void) | undefined {
  if (!("Notification" in globalThis) || Notification.permission !== "granted") return undefined;
  const timer = setTimeout(() => {
    void import("../notices/push.ts")
      .then(({ labelOf, renew }) => renew(labelOf(), memberId))
      // It is done again at the next start, and the page of one's notices says what is wrong.
      .catch(() => undefined);
  }, later);
  return () => clearTimeout(timer);
}

/** The frame around every page: skip link, menu, notices. The canvas brings its own bar and takes the whole window. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const me = useMe();
  const [canvas, params] = useRoute("/maps/:id");
  const bare = canvas && params.id !== "new" && isEditor(me);
  const [path] = useLocation();
  const alone = isAlone(path);
  const { theme, density, language, languageChosen, role } = me.member;
  useEffect(() => wear(theme), [theme]);
  useEffect(() => speak(languageChosen ? language : null), [language, languageChosen]);
  useEffect(() => {
    document.documentElement.dataset["density"] = density;
  }, [density]);
  useEffect(() => {
    document.documentElement.dataset["role"] = role;
  }, [role]);
  useEffect(() => renewNotices(me.member.id), [me.member.id]);
  return (
    <LauncherHost>
      <div className={bare || alone ? undefined : classes.shell}>
        <a className={classes.skip} href="#content">
          {t("nav.skip")}
        </a>
        {!bare && !alone && (
          <Suspense fallback={<div className={classes.menu} />}>
            <Nav />
          </Suspense>
        )}
        <div className={bare ? classes.bare : classes.main}>
          <div className={classes.notices}>
            <Offline />
            <StopBanner />
          </div>
          <main id="content" className={classes.content} tabIndex={-1}>
            <Crash key={bare ? "canvas" : "page"}>{children}</Crash>
          </main>
        </div>
      </div>
    </LauncherHost>
  );
}
