import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import type { Today } from "./decision.tsx";
import page from "./today.module.css";
import classes from "./set-up.module.css";

/** What a new workspace needs to work, in the order in which it is done; each is ticked by what is really there. */
export function SetUp({ has }: { has: NonNullable<Today["setUp"]> }) {
  const { t } = useWords();
  const admin = useMe().member.role === "admin";
  const steps = [
    { key: "account", done: has.account, to: "/accounts" },
    { key: "map", done: has.map, to: "/maps/new" },
    // Only administrators invite.
    ...(admin ? [{ key: "invite", done: has.invited, to: "/people" } as const] : []),
  ] as const;
  const next = steps.find(({ done }) => !done);
  return (
    <section aria-labelledby="begin">
      <h2 id="begin" className={page.heading}>
        {t("today.begin")}
      </h2>
      <ol className={classes.steps}>
        {steps.map(({ key, done, to }, n) => (
          <li key={key} data-done={done || undefined}>
            <span className={classes.mark} aria-hidden="true">
              {done ? <IconCheck size={18} stroke={2.4} /> : n + 1}
            </span>
            <div className={classes.words}>
              <strong>{t(`today.begin.${key}`)}</strong>
              <span>{done ? t("today.begin.done") : t(`today.begin.${key}Text`)}</span>
            </div>
            {!done && (
              <Button component={Link} href={to} variant={key === next?.key ? "filled" : "default"}>
                {t(`today.begin.${key}Go`)}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
