import { IconChecks, IconHeartHandshake, IconHelpHexagon, IconInbox, IconRss } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import type { Reply } from "#server/api.ts";
import type { Approval } from "../approvals/approval-card.tsx";
import type { Words } from "../language.tsx";
import type { Me } from "../me.ts";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import classes from "./decisions.module.css";

export type Today = Reply<"today">;
type Picture = { url: string; alt: string | null } | null;
/** `until`: when something is lost without an answer, in milliseconds; null: nothing is. One act stands out, one may stand beside it. */
export type Decision = {
  key: string;
  until: number | null;
  tile: ReactNode;
  kind: string;
  title: string;
  text: string;
  act: { label: string; to: string } | { label: string; approval: Approval };
  beside?: { label: string; to: string };
};

export const keyOfApproval = (id: number): string => `approval ${id}`;

/** How many there are: what waits for one's own yes, and what somebody has to look after. */
export const countDecisions = (
  { approvals, waiting }: Me,
  { approvals: asked, reconnect, unknown, failing, signOffs, sentBack, offers, asked: wishes }: Today,
): number =>
  // The one counts all of them and is asked once a minute, the other names the first and is newer.
  Math.max(approvals, asked.length) +
  [waiting, unknown].filter((count) => count > 0).length +
  reconnect.count +
  failing.count +
  signOffs.count +
  sentBack.length +
  offers.count +
  wishes.length;

/** The picture of what is decided about; where there is none, or it cannot be had, what kind of thing it is. */
function Shown({ picture, icon }: { picture: Picture; icon: ReactNode }) {
  const [broken, setBroken] = useState<string | null>(null);
  if (picture === null || broken === picture.url) return icon;
  return (
    <img
      className={classes.picture}
      src={`${picture.url}&size=480`}
      alt={picture.alt ?? ""}
      onError={() => setBroken(picture.url)}
    />
  );
}

const at = (time: string | null): number | null => (time === null ? null : Date.parse(time));

/** What somebody has to decide, what loses something soonest first. */
export function decisionsOf(
  { t, text }: Words,
  me: Me,
  { approvals, proposal, reconnect, unknown, failing, signOffs, sentBack, offers, asked }: Today,
): Decision[] {
  const icon = (Icon: typeof IconInbox) => <Icon size={26} stroke={1.5} aria-hidden="true" />;
  const by = (name: string | null) => (name === null ? icon(IconChecks) : <Face name={name} size={44} />);
  const found: (Decision | false)[] = [
    ...approvals.map((approval) => ({
      key: keyOfApproval(approval.id),
      until: at(approval.until),
      tile: <Shown picture={approval.item.picture} icon={icon(IconChecks)} />,
      kind: t("today.approval", { name: approval.map.name }),
      title: approval.item.title.trim() || approval.text.trim().slice(0, 200),
      text: t("today.approvalText", { source: approval.item.source }),
      act: { label: t("today.approve"), approval },
      beside: { label: t("today.see"), to: "/approvals" },
    })),
    me.waiting > 0 && {
      key: "proposals",
      until: at(proposal?.until ?? null),
      tile: <Shown picture={proposal?.picture ?? null} icon={icon(IconInbox)} />,
      kind: t("today.proposals"),
      title: t("today.proposalsTitle", { count: me.waiting }),
      text: proposal ? t("today.proposalsFirst", { title: proposal.title }) : t("today.proposalsText"),
      act: { label: t("today.answer"), to: "/proposals" },
    },
    ...signOffs.rows.map(({ map, name, by: asker, note }) => ({
      key: `signOff ${map}`,
      until: null,
      tile: by(asker),
      kind: t("today.signOff"),
      title: name,
      text:
        note === "" ? t("today.signOffText", { by: asker ?? "…" }) : t("today.signOffNote", { by: asker ?? "…", note }),
      act: { label: t("today.see"), to: `/maps/${map}?publish` },
    })),
    ...sentBack.map(({ map, name, by: who, word }) => ({
      key: `back ${map}`,
      until: null,
      tile: by(who),
      kind: t("today.sentBack"),
      title: name,
      text: t("today.signOffNote", { by: who ?? "…", note: word }),
      act: { label: t("today.see"), to: `/maps/${map}` },
    })),
    ...offers.rows.map(({ brief, title, member, name, word }) => ({
      key: `offer ${brief} ${member}`,
      until: null,
      tile: by(name),
      kind: t("today.offer"),
      title: t("today.offerTitle", { name, title }),
      text: word === "" ? t("today.offerText") : t("today.signOffNote", { by: name, note: word }),
      act: { label: t("today.see"), to: `/briefs/${brief}` },
    })),
    ...asked.map(({ brief, title, by: asker, until }) => ({
      key: `asked ${brief}`,
      until: until === null ? null : Date.parse(`${until}T23:59:59`),
      tile: asker === null ? icon(IconHeartHandshake) : <Face name={asker} size={44} />,
      kind: t("nav.asked"),
      title,
      text: t("today.askedText"),
      act: { label: t("today.see"), to: `/asked/${brief}` },
    })),
    ...reconnect.rows.map(({ waiting, until, ...face }) => ({
      key: face.id,
      until: at(until),
      tile: <Face {...face} size={44} />,
      kind: t("today.reconnect"),
      title: t("today.reconnectTitle", { network: networkTitle(face.network), name: face.name }),
      text: t("today.reconnectText", { count: waiting }),
      act: { label: t("today.see"), to: `/accounts/${face.id}` },
      ...(waiting > 0 && { beside: { label: t("today.waiting"), to: `/deliveries?mark=held&account=${face.id}` } }),
    })),
    unknown > 0 && {
      key: "unknown",
      until: null,
      tile: icon(IconHelpHexagon),
      kind: t("today.unknown"),
      title: t("today.unknownTitle", { count: unknown }),
      text: t("today.unknownText"),
      act: { label: t("today.see"), to: "/deliveries?state=unknown" },
    },
    ...failing.rows.map((row) => ({
      key: row.id,
      until: null,
      tile: icon(IconRss),
      kind: t("today.source"),
      title: row.title,
      text: text(row.error),
      act: { label: t("today.see"), to: "/sources" },
    })),
  ];
  return found
    .filter((each) => each !== false)
    .toSorted((a, b) => (a.until ?? Number.POSITIVE_INFINITY) - (b.until ?? Number.POSITIVE_INFINITY) || 0);
}
