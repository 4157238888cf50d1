import "./words.ts";
import { Button } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { IconInbox, IconPlugConnected } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useRows, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { networkTitle } from "../ui/network.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import { ProposalView, type Proposal, type ProposalChange } from "./proposal-view.tsx";
import classes from "./proposals.module.css";

function Nothing() {
  const { t } = useWords();
  const accounts = useReply("listAccounts", { query: { mine: "true", limit: 50 } });
  const unconnected = accounts.data?.rows.every((account) => account.state === "disconnected");
  return unconnected ? (
    <Empty
      icon={<IconPlugConnected size={26} stroke={1.6} />}
      title={t("proposals.connectFirst")}
      action={
        <Button size="md" component={Link} href="/accounts">
          {t("proposals.connectFirst")}
        </Button>
      }
    >
      {t("proposals.connectText")}
    </Empty>
  ) : (
    <Empty icon={<IconInbox size={26} stroke={1.6} />} title={t("proposals.none")}>
      {t("proposals.noneText")}
    </Empty>
  );
}

/** For how long a yes can be taken back: nothing leaves before. */
const undoSeconds = 10;

/** One proposal at a time, with thumb-sized answers. A no can be taken back, and a yes while nothing has left. */
export function ProposalsPage() {
  const { t } = useWords();
  useDocumentTitle(`${t("proposals.title")} · ${t("app.name")}`);
  const client = useQueryClient();
  const { rows, query } = useRows("listProposals", { query: {} }, { every: 15_000 });
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const [later, setLater] = useState<readonly number[]>([]);
  const [declined, setDeclined] = useState<Proposal | null>(null);
  /** Said yes to, and not gone yet. */
  const [leaving, setLeaving] = useState<Proposal | null>(null);
  const [again, setAgain] = useState<number | null>(null);
  /** What was written before a yes that was taken back: it stands there again. */
  const [drafts, setDrafts] = useState<ReadonlyMap<number, ProposalChange>>(new Map());
  const stale = ["listProposals", "listDeliveries", "me"] as const;
  const refresh = () => stale.forEach((name) => void client.invalidateQueries({ queryKey: [name] }));
  const drop = (id: number) => setGone((before) => new Set(before).add(id));
  const restore = (id: number) => setGone((before) => new Set([...before].filter((each) => each !== id)));

  const publish = useChange("publishProposal", { done: refresh });
  const decline = useChange("declineProposal", { done: refresh });
  const reconsider = useChange("reconsiderProposal", { done: () => (refresh(), announce.done(t("proposals.back"))) });

  const recall = useChange("recallProposal", { done: () => (refresh(), announce.done(t("proposals.back"))) });

  const waiting = rows.filter((row) => !gone.has(row.id));
  const queue = [
    ...waiting.filter((row) => !later.includes(row.id)),
    ...later.flatMap((id) => waiting.filter((row) => row.id === id)),
  ];
  // What was taken back is looked at again first.
  const current = waiting.find(({ id }) => id === again) ?? queue[0];

  const answerYes = (proposal: Proposal, change: ProposalChange) => {
    drop(proposal.id);
    setDrafts((before) => new Map(before).set(proposal.id, change));
    publish.mutate(
      { params: { id: proposal.id }, body: { ...change, undoSeconds } },
      { onSuccess: () => (setDeclined(null), setLeaving(proposal)), onError: () => restore(proposal.id) },
    );
  };
  const answerNo = (proposal: Proposal) => {
    drop(proposal.id);
    decline.mutate(
      { params: { id: proposal.id } },
      { onSuccess: () => (setLeaving(null), setDeclined(proposal)), onError: () => restore(proposal.id) },
    );
  };
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <h1>{t("proposals.title")}</h1>
        {queue.length > 1 && (
          <span className="muted num">{t("proposals.count", { place: 1, count: queue.length })}</span>
        )}
      </header>
      <Answer query={query} lines={1} height={320}>
        {() =>
          current ? (
            <ProposalView
              key={current.id}
              proposal={current}
              draft={drafts.get(current.id)}
              yes={(change) => answerYes(current, change)}
              no={() => answerNo(current)}
              {...(queue.length > 1
                ? {
                    skip: () => (
                      setAgain(null),
                      setLater((before) => [...before.filter((id) => id !== current.id), current.id])
                    ),
                  }
                : {})}
            />
          ) : (
            <Nothing />
          )
        }
      </Answer>
      {leaving && (
        <UndoBar
          key={leaving.id}
          seconds={undoSeconds}
          undo={() => {
            recall.mutate(
              { params: { id: leaving.id } },
              { onSuccess: () => (restore(leaving.id), setAgain(leaving.id)) },
            );
            setLeaving(null);
          }}
          done={() => setLeaving(null)}
        >
          {t("proposals.leaving", { network: networkTitle(leaving.account.network) })}
        </UndoBar>
      )}
      {declined && (
        <UndoBar
          key={declined.id}
          undo={() => {
            reconsider.mutate(
              { params: { id: declined.id } },
              { onSuccess: () => (restore(declined.id), setAgain(declined.id)) },
            );
            setDeclined(null);
          }}
          done={() => setDeclined(null)}
        >
          {t("proposals.declined")}
        </UndoBar>
      )}
    </div>
  );
}
