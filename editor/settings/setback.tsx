import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useChange } from "../replies.ts";
import { NetworkMark } from "../ui/network.tsx";
import classes from "./settings.module.css";

type Told = NonNullable<Reply<"health">["setback"]>;

/** The database went back in time: since when, how much may have left already, by account; and the way on. */
export function Setback({ setback }: { setback: Told }) {
  const { t, exact } = useWords();
  const me = useMe();
  const lift = useChange("stopAll", { stale: ["me", "health"], done: () => announce.done(t("stop.lifted")) });
  const count = setback.accounts.reduce((sum, { waiting, asked }) => sum + waiting + asked, 0);
  const stopped = me.workspace.stopped?.reason === "setback";
  return (
    <section className={classes.setback} aria-labelledby="setback">
      <IconHistory size={28} stroke={1.6} aria-hidden="true" />
      <div>
        <h2 id="setback">{t("setback.title")}</h2>
        <p>{t(`setback.${setback.why}`, { since: exact(setback.since), at: exact(setback.at) })}</p>
        <p>{t("setback.count", { count })}</p>
        {setback.accounts.length > 0 && (
          <ul>
            {setback.accounts.map(({ id, network, handle, waiting, asked }) => (
              <li key={id}>
                <NetworkMark network={network} size={18} /> <strong>{handle}</strong>{" "}
                {t("setback.account", { waiting, asked })}
              </li>
            ))}
          </ul>
        )}
        <p>{t("setback.next")}</p>
        {stopped && (
          <Button loading={lift.isPending} onClick={() => lift.mutate({ body: { on: false, reason: "" } })}>
            {t("setback.go")}
          </Button>
        )}
      </div>
    </section>
  );
}
