import "./words.ts";
import { IconChevronRight, IconUserHeart } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import classes from "./portraits.module.css";

/** On one's own page: portraits of oneself that ask something, or go on. */
export function PortraitStrip() {
  const { t } = useWords();
  const { data } = useReply("myPortraits", {}, { anew: true });
  const rows = (data?.rows ?? []).filter(({ state, declined }) => !declined && state !== "withdrawn");
  return rows.map(({ id, state, by }) => (
    <Link key={id} href={`/me/portraits/${id}`} className={classes.strip!}>
      <IconUserHeart size={22} stroke={1.7} aria-hidden="true" />
      <span>
        <strong>{t("ownPortrait.strip")}</strong>
        <small>
          {state === "asked"
            ? t("ownPortrait.strip.asked", { by: by ?? "…" })
            : state === "proposed"
              ? t("ownPortrait.strip.proposed")
              : t(`portraits.state.${state === "agreed" ? "agreed" : "answered"}`)}
        </small>
      </span>
      <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
    </Link>
  ));
}
