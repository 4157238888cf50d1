import { Alert, Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { When } from "../ui/when.tsx";
import { MachineForm } from "./machine-form.tsx";
import classes from "./settings.module.css";

type Facts = Reply<"readMachine">;

/** The AI that rewrites and translates: where it is, what it may cost and did, and whether it answers. */
export function Machine() {
  const query = useReply("readMachine", {}, { every: 10_000 });
  return (
    <Answer query={query} lines={2} height={72}>
      {() => <State facts={query.data!} />}
    </Answer>
  );
}

function State({ facts: { settings, use, spent, trouble, goodAt } }: { facts: Facts }) {
  const { t, text, number } = useWords();
  const [editing, edit] = useDisclosure(false);
  const trial = useChange("tryMachine", { stale: ["readMachine"] });
  const forget = useChange("forgetMachine", {
    stale: ["readMachine"],
    done: () => announce.done(t("machine.forgotten")),
  });
  const state = settings === null ? "off" : spent ? "spent" : trouble ? "troubled" : "good";
  const why = spent ?? trouble?.why ?? null;
  const of = (most: string) => <small className="muted"> {t("machine.of", { most })}</small>;
  return (
    <>
      <section className={classes.verdict} data-good={state === "good"}>
        <div className={classes.grow}>
          <h2>{t(`machine.${state}`)}</h2>
          {settings === null ? (
            <p>{t("machine.offText")}</p>
          ) : (
            <>
              {why && <p>{text(why)}</p>}
              <p>
                {t("machine.at", { model: settings.model, host: new URL(settings.address).host })} {t("machine.sent")}
              </p>
              {trouble && !spent ? (
                <p className="muted">
                  {t("machine.since")} <When at={trouble.at} />
                </p>
              ) : (
                goodAt && (
                  <p className="muted">
                    {t("machine.goodAt")} <When at={goodAt} />
                  </p>
                )
              )}
            </>
          )}
        </div>
      </section>
      {settings && (
        <dl className={classes.grid}>
          <div data-bad={use.calls >= settings.callsPerDay || undefined}>
            <dt>{t("machine.calls")}</dt>
            <dd>
              {number(use.calls)}
              {of(number(settings.callsPerDay))}
            </dd>
          </div>
          <div data-bad={(settings.perMonth !== null && use.spent >= settings.perMonth) || undefined}>
            <dt>{t("machine.money")}</dt>
            <dd>
              ${number(Math.round(use.spent * 100) / 100)}
              {settings.perMonth !== null && of(`$${number(settings.perMonth)}`)}
            </dd>
          </div>
          <div>
            <dt>{t("machine.tokens")}</dt>
            <dd>{number(use.tokensIn + use.tokensOut)}</dd>
          </div>
        </dl>
      )}
      {trial.data && <Trial trial={trial.data} />}
      <Group mt={20}>
        {settings && !editing && (
          <Button loading={trial.isPending} onClick={() => trial.mutate({})} title={t("machine.tryHelp")}>
            {t("machine.try")}
          </Button>
        )}
        {!editing && (
          <Button variant={settings ? "default" : "filled"} onClick={edit.open}>
            {t(settings ? "machine.change" : "machine.setUp")}
          </Button>
        )}
        {settings && !editing && (
          <Button variant="subtle" color="brick" loading={forget.isPending} onClick={() => forget.mutate({})}>
            {t("machine.forget")}
          </Button>
        )}
      </Group>
      {editing && <MachineForm stored={settings} close={edit.close} />}
    </>
  );
}

/** What a call came to: what is wrong, or what it made of an invented post. */
function Trial({ trial }: { trial: Reply<"tryMachine"> }) {
  const { t, text, number } = useWords();
  const { works, why, model, host, milliseconds, before, after, models } = trial;
  const seconds = number(Math.round(milliseconds / 100) / 10);
  return (
    <Alert mt={16} color={works ? "moss" : "brick"} title={t(works ? "machine.works" : "machine.fails")} role="status">
      <p>{works ? t("machine.took", { model, host, seconds }) : why && text(why)}</p>
      {works && why && <p>{text(why)}</p>}
      {models.length > 0 && <p>{t("machine.models", { names: models.join(", ") })}</p>}
      {after !== null && (
        <dl className={classes.grid}>
          <div>
            <dt>{t("machine.before")}</dt>
            <p>{before}</p>
          </div>
          <div>
            <dt>{t("machine.after")}</dt>
            <p>{after}</p>
          </div>
        </dl>
      )}
    </Alert>
  );
}
