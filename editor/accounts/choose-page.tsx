import "./words.ts";
import { Alert, Button, Checkbox } from "@mantine/core";
import { useId, useState } from "react";
import { useLocation } from "wouter";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Page } from "../ui/page.tsx";
import classes from "./choose-page.module.css";

type Choice = Reply<"getChoice">;
type Offered = Choice["accounts"][number];

/** Which of the accounts that a sign-in opens are connected: one thing on the screen, for a thumb. */
export function ChoosePage({ id }: { id: string }) {
  const { t, text } = useWords();
  const query = useReply("getChoice", { params: { id } });
  const choice = query.data;
  const network = choice === undefined ? "" : networkTitle(choice.network);
  // Nothing could be connected: what stands below says why.
  const nothing = choice?.accounts.length === 0;
  const intro = nothing
    ? t("choose.nothing", { network })
    : choice?.by
      ? t("choose.textBy", { by: choice.by, network })
      : t("choose.text", { network });
  return (
    <Page
      title={t("choose.title")}
      intro={choice && intro}
      narrow
      back={<Back to="/accounts">{t("accounts.title")}</Back>}
    >
      {choice?.notes.map((note) => (
        <Alert key={note.en} color="honey" mb={12} role="status">
          {text(note)}
        </Alert>
      ))}
      <Answer query={query} lines={3} height={72}>
        {() => (choice!.accounts.length === 0 ? null : <Accounts key={id} id={id} choice={choice!} />)}
      </Answer>
    </Page>
  );
}

function Accounts({ id, choice }: { id: string; choice: Choice }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const { accounts } = choice;
  // What is connected stays so unless somebody takes it away; nothing else is chosen for them.
  const here = accounts.filter(({ state }) => state === "here").map(({ remoteId }) => remoteId);
  const [chosen, choose] = useState<readonly string[]>(here);
  const save = useChange("makeChoice", {
    stale: ["listAccounts", "listDeliveries", "listProposals", "me"],
    done: () => {
      announce.done(t("choose.done"));
      navigate("/accounts", { replace: true });
    },
  });
  const leaves = here.filter((remoteId) => !chosen.includes(remoteId)).length;
  const toggle = (remoteId: string) =>
    choose(chosen.includes(remoteId) ? chosen.filter((each) => each !== remoteId) : [...chosen, remoteId]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ params: { id }, body: { accounts: [...chosen] } });
      }}
    >
      <fieldset className={classes.list}>
        <legend className={classes.legend}>{t("choose.title")}</legend>
        {accounts.map((account) => (
          <Row
            key={account.remoteId}
            account={account}
            network={choice.network}
            chosen={chosen.includes(account.remoteId)}
            toggle={() => toggle(account.remoteId)}
          />
        ))}
      </fieldset>
      <p className={classes.note} aria-live="polite">
        {leaves > 0 ? t("choose.leaves", { count: leaves }) : chosen.length === 0 ? t("choose.noneHelp") : ""}
      </p>
      <Button type="submit" size="lg" fullWidth loading={save.isPending} color={chosen.length === 0 ? "brick" : "ink"}>
        {chosen.length === 0 ? t("choose.none") : t("choose.save", { count: chosen.length })}
      </Button>
    </form>
  );
}

type RowProps = { account: Offered; network: string; chosen: boolean; toggle: () => void };

function Row({ account, network, chosen, toggle }: RowProps) {
  const { t } = useWords();
  const { name, handle, avatar, kind, state } = account;
  const taken = state === "taken";
  const box = useId();
  return (
    <label htmlFor={box} className={classes.row} data-chosen={chosen || undefined} data-taken={taken || undefined}>
      <Checkbox id={box} size="md" checked={chosen} disabled={taken} onChange={toggle} />
      <Face name={name} avatar={avatar} network={network} company={kind !== "person"} size={44} />
      <span className={classes.who}>
        <strong>{name}</strong>
        <span>
          @{handle}
          {kind !== "person" && <> · {t(`account.kind.${kind}`)}</>}
          {state !== "new" && <> · {t(`choose.${state}`)}</>}
        </span>
      </span>
    </label>
  );
}
