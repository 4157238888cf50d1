import { UnstyledButton } from "@mantine/core";
import { IconDeviceMobile, IconHistory, IconListTree, IconPlus, IconRoute, type Icon } from "@tabler/icons-react";
import { useWords } from "../../language.tsx";
import classes from "./phone-bar.module.css";

export type View = "drawing" | "outline";
/** How the map is seen, or its runs beside it. */
export type Seen = View | "runs";

/** Below the map on a phone, within reach of a thumb: how it is seen, a step more, what it would post. */
export function PhoneBar({
  seen,
  see,
  add,
  preview,
  previewing,
}: {
  seen: Seen;
  see: (seen: Seen) => void;
  add: () => void;
  preview: () => void;
  previewing: boolean;
}) {
  const { t } = useWords();
  const place = (label: string, Glyph: Icon, act: () => void, here?: boolean) => (
    <UnstyledButton
      className={classes.place!}
      onClick={act}
      {...(here === undefined ? {} : { "aria-pressed": here })}
      data-add={here === undefined || undefined}
    >
      <span className={classes.icon}>
        <Glyph size={21} stroke={1.8} aria-hidden="true" />
      </span>
      <span className={classes.word}>{label}</span>
    </UnstyledButton>
  );
  return (
    <nav className={classes.bar} aria-label={t("tool.view")}>
      {place(t("tool.outline"), IconListTree, () => see("outline"), seen === "outline" && !previewing)}
      {place(t("tool.drawing"), IconRoute, () => see("drawing"), seen === "drawing" && !previewing)}
      {place(t("rail.add"), IconPlus, add)}
      {place(t("drawer.runs"), IconHistory, () => see("runs"), seen === "runs")}
      {place(t("bar.preview"), IconDeviceMobile, preview, previewing)}
    </nav>
  );
}
