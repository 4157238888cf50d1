import { IconBulb, IconClock, IconLetterCase, IconLink, IconMessage2, IconPhoto } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { When } from "../ui/when.tsx";
import type { Mine } from "./said.ts";
import classes from "./sent.module.css";

const icons = {
  photo: IconPhoto,
  link: IconLink,
  text: IconLetterCase,
  testimonial: IconMessage2,
  idea: IconBulb,
};

/** Its photo, or that of the page behind its link; else its sign. */
export function Picture({ row, large = false }: { row: Pick<Mine, "picture" | "page" | "kind">; large?: boolean }) {
  const shown = row.picture ?? row.page?.picture ?? null;
  const Mark = icons[row.kind];
  const size = large ? 1200 : 480;
  if (shown === null)
    return large ? null : (
      <span className={classes.sign} aria-hidden="true">
        <Mark size={24} stroke={1.7} />
      </span>
    );
  return (
    <img
      className={large ? classes.large : classes.thumb}
      src={`${shown.url}${shown.url.includes("?") ? "&" : "?"}size=${size}`}
      alt={shown.alt}
      loading="lazy"
    />
  );
}

/** What became of it, in a line. */
export function State({ row }: { row: Mine }) {
  const { t } = useWords();
  const { state, word, by, trusted, came, at } = row;
  if (came !== null) return came.people === null ? t("suggest.shared") : t("suggest.sharedBy", { count: came.people });
  if (state === "sent")
    return (
      <>
        <IconClock size={16} stroke={1.8} aria-hidden="true" /> {t("suggest.state.sent")} <When at={at} />
      </>
    );
  if (state === "declined") return word === "" ? t("suggest.state.declined") : t("suggest.quoted", { word });
  if (state === "accepted")
    return trusted || by === null ? t("suggest.state.direct") : t("suggest.state.accepted", { name: by });
  return t(`suggest.state.${state}`);
}
