import { Alert, Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { When } from "../ui/when.tsx";
import { MailReturnsForm } from "./mail-returns-form.tsx";
import classes from "./settings.module.css";

/** The mailbox that is read for mails that come back, whether it can be, and a way to try it. */
export function MailReturns() {
  const { t } = useWords();
  const query = useReply("readMailReturns", {}, { every: 10_000 });
  return (
    <section className={classes.part}>
      <h2>{t("mailReturns.title")}</h2>
      <p className={classes.text}>{t("mailReturns.help")}</p>
      <Answer query={query} lines={1} height={56}>
        {() => <Box facts={query.data!} />}
      </Answer>
    </section>
  );
}

function Box({ facts: { settings, trouble, goodAt } }: { facts: Reply<"readMailReturns"> }) {
  const { t, text, number } = useWords();
  const [editing, edit] = useDisclosure(false);
  const trial = useChange("tryMailReturns", { stale: ["readMailReturns"] });
  const forget = useChange("forgetMailReturns", {
    stale: ["readMailReturns"],
    done: () => {
      trial.reset();
      announce.done(t("mail.forgotten"));
    },
  });
  const { data } = trial;
  return (
    <>
      {settings && trouble && (
        <Alert color="brick" mb={16} title={t("mailReturns.trouble")}>
          {text(trouble.why)}
          {trouble.answer !== "" && <p className="muted">{t("mail.answered", { answer: trouble.answer })}</p>}
          <p className="muted">
            {t("mailReturns.since")} <When at={trouble.since} />
          </p>
        </Alert>
      )}
      {settings && !trouble && (
        <p className={classes.text}>
          {t("mailReturns.reads", { user: settings.username, host: settings.host })}{" "}
          <When at={goodAt} empty={t("mailReturns.never")} />
        </p>
      )}
      {data && (
        <Alert
          mb={16}
          color={data.works ? "moss" : "brick"}
          title={data.works ? undefined : t("mailReturns.trouble")}
          role="status"
        >
          {data.works
            ? t("mailReturns.tried", { host: data.host, messages: number(data.messages ?? 0) })
            : data.why && text(data.why)}
          {data.answer !== "" && <p className="muted">{t("mail.answered", { answer: data.answer })}</p>}
        </Alert>
      )}
      {editing ? (
        <MailReturnsForm stored={settings} close={edit.close} />
      ) : (
        <Group>
          {settings && (
            <Button loading={trial.isPending} onClick={() => trial.mutate({})}>
              {t("mailReturns.try")}
            </Button>
          )}
          <Button variant="default" onClick={edit.open}>
            {t(settings ? "mailReturns.change" : "mailReturns.setUp")}
          </Button>
          {settings && (
            <Button variant="subtle" color="brick" loading={forget.isPending} onClick={() => forget.mutate({})}>
              {t("mailReturns.forget")}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}
