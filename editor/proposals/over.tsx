import { IconCircleCheck, IconClockX, IconThumbDown, type Icon } from "@tabler/icons-react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { Dock, DockButton } from "../ui/dock.tsx";
import { networkTitle } from "../ui/network.tsx";
import { useNow } from "../ui/now.ts";
import { momentWords } from "./moment.ts";
import classes from "./over.module.css";

type Found = Reply<"getProposal">;

/** A proposal that takes no answer any more: what became of it, in a sentence. */
export function Over({ id, found, next, more }: { id: number; found: Found; next: () => void; more: boolean }) {
  const { t, language } = useWords();
  const now = useNow();
  const { answered, state, network, expiresAt } = found;
  const said = (at: string) => momentWords(Date.parse(at), now, language);
  const device = answered?.device ?? "none";
  const [Mark, title, text]: [Icon, string, string] =
    answered?.answer === "decline"
      ? [IconThumbDown, t("over.declined"), t(`over.where.${device}`, { when: said(answered.at) })]
      : answered?.answer === "publish"
        ? [
            IconCircleCheck,
            t(state === "published" ? "over.published" : "over.answered", { network: networkTitle(network) }),
            t(`over.where.${device}`, { when: said(answered.at) }),
          ]
        : state === "expired" || Date.parse(expiresAt) <= now
          ? [IconClockX, t("over.expired"), t("over.expiredText", { when: said(expiresAt) })]
          : state === "published"
            ? [IconCircleCheck, t("over.published", { network: networkTitle(network) }), t("over.auto")]
            : [IconClockX, t("over.gone"), t("over.goneText")];
  return (
    <section className={classes.over}>
      <span className={classes.mark}>
        <Mark size={34} stroke={1.6} aria-hidden="true" />
      </span>
      <h1>{title}</h1>
      <p>{text}</p>
      <Link href={`/deliveries/${id}`}>{t("over.see")}</Link>
      <Dock
        first={
          <DockButton tone="act" onClick={next}>
            {t(more ? "leaving.next" : "leaving.end")}
          </DockButton>
        }
      />
    </section>
  );
}
