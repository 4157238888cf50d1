import { Alert, Button, Group, SegmentedControl } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { When } from "../ui/when.tsx";
import { MailForm } from "./mail-form.tsx";
import { MailPreviews } from "./mail-previews.tsx";
import { MailList } from "./mail-list.tsx";
import { MailReturns } from "./mail-returns.tsx";
import { ParkedAddresses } from "./parked-addresses.tsx";
import classes from "./settings.module.css";

type Facts = Reply<"readMail">;
const parts = ["server", "outbox", "previews"] as const;

/** How mails go out, what became of them, and every mail there is. */
export function Mail() {
  const { t } = useWords();
  const [part, setPart] = useState<(typeof parts)[number]>("server");
  return (
    <>
      <SegmentedControl
        mb={20}
        value={part}
        onChange={(next) => setPart(next as typeof part)}
        data={parts.map((value) => ({ value, label: t(`mail.part.${value}`) }))}
      />
      {part === "server" && (
        <>
          <Server />
          <MailReturns />
        </>
      )}
      {part === "outbox" && (
        <>
          <MailList />
          <ParkedAddresses />
        </>
      )}
      {part === "previews" && <MailPreviews />}
    </>
  );
}

function Server() {
  const query = useReply("readMail", {}, { every: 5_000 });
  return (
    <Answer query={query} lines={2} height={72}>
      {() => <Facts facts={query.data!} />}
    </Answer>
  );
}

function Facts({ facts }: { facts: Facts }) {
  const { t, text, number } = useWords();
  const [editing, edit] = useDisclosure(false);
  const trial = useChange("tryMail", { stale: ["readMail"] });
  const forget = useChange("forgetMail", {
    stale: ["readMail"],
    done: () => announce.done(t("mail.forgotten")),
  });
  const { by, counts, host, from, mailbox, settings, trouble, waitUntil } = facts;
  const title = trouble ? "troubled" : by === "nobody" ? "none" : by === "demo" ? "demo" : "good";
  return (
    <>
      <section className={classes.verdict} data-good={title === "good" || title === "demo"}>
        <div className={classes.grow}>
          <h2>{t(`mail.${title}`)}</h2>
          <p>{trouble ? text(trouble.why) : t(`mail.by.${by}`, { host, from })}</p>
          {trouble && trouble.answer !== "" && (
            <p className="muted">{t("mail.answered", { answer: trouble.answer })}</p>
          )}
          {trouble && waitUntil && (
            <p className="muted">
              {t("mail.nextTry")} <When at={waitUntil} />
            </p>
          )}
        </div>
      </section>
      <dl className={classes.grid}>
        <div>
          <dt>{t("mail.queued")}</dt>
          <dd>{number(counts.queued)}</dd>
        </div>
        <div>
          <dt>{t("mail.sentToday")}</dt>
          <dd>{number(counts.sent)}</dd>
        </div>
        <div data-bad={counts.trouble > 0 || undefined}>
          <dt>{t("mail.failed")}</dt>
          <dd>{number(counts.trouble)}</dd>
        </div>
        <div data-bad={counts.parked > 0 || undefined}>
          <dt>{t("mail.parked")}</dt>
          <dd>{number(counts.parked)}</dd>
        </div>
      </dl>
      {trial.data && (
        <Alert
          mt={16}
          color={trial.data.sent ? "moss" : "brick"}
          title={trial.data.sent ? undefined : t("mail.notTried")}
          role="status"
        >
          {trial.data.sent
            ? t("mail.tried", { host: trial.data.host, address: trial.data.address })
            : trial.data.why && text(trial.data.why)}
          {trial.data.answer !== "" && <p className="muted">{t("mail.answered", { answer: trial.data.answer })}</p>}
        </Alert>
      )}
      <Group mt={20}>
        {by !== "nobody" && (
          <Button loading={trial.isPending} onClick={() => trial.mutate({})}>
            {t("mail.try")}
          </Button>
        )}
        {mailbox !== null && (
          <Button component="a" href={mailbox} target="_blank" rel="noreferrer" variant="default">
            {t("mail.openMailbox")}
          </Button>
        )}
        {!editing && (
          <Button variant="default" onClick={edit.open}>
            {t(settings ? "mail.change" : "mail.setUp")}
          </Button>
        )}
        {settings && !editing && (
          <Button variant="subtle" color="brick" loading={forget.isPending} onClick={() => forget.mutate({})}>
            {t("mail.forget")}
          </Button>
        )}
      </Group>
      {editing && <MailForm stored={settings} close={edit.close} />}
    </>
  );
}
