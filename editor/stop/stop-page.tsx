import { Alert, Button, Stack } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Mark } from "../shell/mark.tsx";
import classes from "../sign-in/sign-in-page.module.css";

/** Where the link at the foot of a mail leads: opening it changes nothing, a button does. No session is needed. */
export function StopPage({ token }: { token: string }) {
  const { t, text } = useWords();
  useDocumentTitle(`${t("mails.title")} · ${t("app.name")}`);
  const query = useReply("readMailChoice", { params: { token } });
  const change = useChange("makeMailChoice", { stale: ["readMailChoice"] });
  const choice = query.data;
  const values = choice && { ...choice, title: text(choice.title) };
  return (
    <main className={classes.page}>
      <section className={classes.card}>
        <div className={classes.brand}>
          <Mark size={40} />
          <span>{t("app.name")}</span>
        </div>
        <h1 className={classes.title}>{t("mails.title")}</h1>
        <p className={classes.tagline} />
        {query.error && <Alert color="brick">{t("mails.unknown")}</Alert>}
        {values && (
          <Stack gap={20} role="status">
            <p className={classes.text}>{t(values.stopped ? "mails.stopped" : "mails.ask", values)}</p>
            {!values.stopped && <p className={classes.hint}>{t("mails.note")}</p>}
            <Button
              size="md"
              fullWidth
              variant={values.stopped ? "default" : "filled"}
              loading={change.isPending}
              onClick={() => change.mutate({ params: { token }, body: { stop: !values.stopped } })}
            >
              {t(values.stopped ? "mails.undo" : "mails.stop")}
            </Button>
          </Stack>
        )}
      </section>
    </main>
  );
}
