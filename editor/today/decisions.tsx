import "./words.ts";
import { Button } from "@mantine/core";
import { IconChecks, IconHelpHexagon, IconInbox, IconRss } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords, type Words } from "../language.tsx";
import { useMe, type Me } from "../me.ts";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import classes from "./today.module.css";

export type Today = Reply<"today">;
type Decision = { key: string; face: ReactNode; kind: string; title: string; text: string; to: string; act: string };

/** How many there are: what waits for one's own yes, and what somebody has to look after. */
export const countDecisions = (
  { approvals, waiting }: Me,
  { reconnect, unknown, failing, signOffs, sentBack }: Today,
): number =>
  [approvals, waiting, unknown].filter((count) => count > 0).length +
  reconnect.count +
  failing.count +
  signOffs.count +
  sentBack.length;

/** In the order in which something would be lost: what ends by itself first. */
function decisionsOf(
  { t, text }: Words,
  me: Me,
  { reconnect, unknown, failing, signOffs, sentBack }: Today,
): Decision[] {
  const icon = (Icon: typeof IconInbox) => <Icon size={24} stroke={1.6} aria-hidden="true" />;
  const found: (Decision | false)[] = [
    me.approvals > 0 && {
      key: "approvals",
      face: icon(IconChecks),
      kind: t("today.approvals"),
      title: t("today.approvalsTitle", { count: me.approvals }),
      text: t("today.approvalsText"),
      to: "/approvals",
      act: t("today.answer"),
    },
    me.waiting > 0 && {
      key: "proposals",
      face: icon(IconInbox),
      kind: t("today.proposals"),
      title: t("today.proposalsTitle", { count: me.waiting }),
      text: t("today.proposalsText"),
      to: "/proposals",
      act: t("today.answer"),
    },
    ...signOffs.rows.map(({ map, name, by, note }) => ({
      key: `signOff ${map}`,
      face: by === null ? icon(IconChecks) : <Face name={by} size={40} />,
      kind: t("today.signOff"),
      title: name,
      text: note === "" ? t("today.signOffText", { by: by ?? "…" }) : t("today.signOffNote", { by: by ?? "…", note }),
      to: `/maps/${map}?publish`,
      act: t("today.see"),
    })),
    ...sentBack.map(({ map, name, by, word }) => ({
      key: `back ${map}`,
      face: by === null ? icon(IconChecks) : <Face name={by} size={40} />,
      kind: t("today.sentBack"),
      title: name,
      text: t("today.signOffNote", { by: by ?? "…", note: word }),
      to: `/maps/${map}`,
      act: t("today.see"),
    })),
    ...reconnect.rows.map((row) => ({
      key: row.id,
      face: <Face {...row} size={40} />,
      kind: t("today.reconnect"),
      title: t("today.reconnectTitle", { network: networkTitle(row.network), name: row.name }),
      text: t("today.reconnectText", { count: row.waiting }),
      to: `/accounts/${row.id}`,
      act: t("today.see"),
    })),
    unknown > 0 && {
      key: "unknown",
      face: icon(IconHelpHexagon),
      kind: t("today.unknown"),
      title: t("today.unknownTitle", { count: unknown }),
      text: t("today.unknownText"),
      to: "/deliveries?state=unknown",
      act: t("today.see"),
    },
    ...failing.rows.map((row) => ({
      key: row.id,
      face: icon(IconRss),
      kind: t("today.source"),
      title: row.title,
      text: text(row.error),
      to: "/sources",
      act: t("today.see"),
    })),
  ];
  return found.filter((each) => each !== false);
}

/** What waits, a row each; the first is the one to begin with. */
export function Decisions({ today }: { today: Today }) {
  const words = useWords();
  const me = useMe();
  const decisions = decisionsOf(words, me, today);
  const rest = countDecisions(me, today) - decisions.length;
  return (
    <section aria-labelledby="waits">
      <h2 id="waits" className={classes.heading}>
        {words.t("today.waits")}
      </h2>
      <ul className={classes.decisions}>
        {decisions.map(({ key, face, kind, title, text, to, act }, at) => (
          <li key={key}>
            <span className={classes.tile}>{face}</span>
            <div className={classes.words}>
              <span className={classes.kind}>{kind}</span>
              <strong title={title}>{title}</strong>
              <span>{text}</span>
            </div>
            <Button component={Link} href={to} variant={at === 0 ? "filled" : "light"} aria-label={`${act} · ${title}`}>
              {act}
            </Button>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className={classes.rest}>{words.t("today.more", { count: rest })}</p>}
    </section>
  );
}
