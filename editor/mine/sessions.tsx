import { Button } from "@mantine/core";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Told } from "../ui/told.tsx";
import classes from "./mine.module.css";

/** Hours between two notes of a session's use: what was used since then is in use. */
const fresh = 26 * 3_600_000;

/** Where one is signed in, this browser first; each can be signed out, and all but this one at once. */
export function Sessions() {
  const { t, day } = useWords();
  const query = useReply("listSessions", {});
  const stale = { stale: ["listSessions" as const] };
  const end = useChange("endSession", stale);
  const others = useChange("endOtherSessions", {
    ...stale,
    done: ({ ended }) => announce.done(t("mine.sessionsEnded", { count: ended })),
  });
  // This one is signed out by the way that also takes its cookie away.
  const out = useChange("signOut", { done: () => location.assign("/sign-in") });
  return (
    <Told query={query} lines={3}>
      {({ rows }) => (
        <>
          <ul className={classes.sessions}>
            {rows.map(({ id, device, since, seenAt, here }) => {
              const name = device === "" ? t("mine.sessionUnknown") : device;
              return (
                <li key={id}>
                  <span className={classes.words}>
                    <strong>{name}</strong>
                    <small>
                      {here
                        ? t("mine.sessionHere", { since: day(since) })
                        : t("mine.session", {
                            since: day(since),
                            fresh: String(Date.now() - Date.parse(seenAt) < fresh),
                            seen: day(seenAt),
                          })}
                    </small>
                  </span>
                  <Button
                    variant="default"
                    size="md"
                    aria-label={`${t("mine.sessionEnd")} · ${name}`}
                    loading={end.isPending && end.variables?.params.id === id}
                    onClick={() => (here ? out.mutate({}) : end.mutate({ params: { id } }))}
                  >
                    {t("mine.sessionEnd")}
                  </Button>
                </li>
              );
            })}
          </ul>
          {rows.length > 1 && (
            <Button variant="default" size="md" fullWidth loading={others.isPending} onClick={() => others.mutate({})}>
              {t("mine.sessionsEnd")}
            </Button>
          )}
          <p className="muted">{t("mine.sessionsText")}</p>
        </>
      )}
    </Told>
  );
}
