import { VisuallyHidden } from "@mantine/core";
import {
  type Icon,
  IconDoorExit,
  IconHandStop,
  IconHeart,
  IconLock,
  IconMessage,
  IconPencil,
  IconScale,
  IconStar,
  IconUserCheck,
} from "@tabler/icons-react";
import { articlesOf, type Change, type CharterHalf, minutesOf } from "#engine/charter.ts";
import { textParts } from "../drawing/parts.ts";
import { useWords } from "../language.tsx";
import { Fold } from "../ui/fold.tsx";
import classes from "./charter.module.css";
import { Prose } from "./prose.tsx";

/** One for each promise, in the template's order; they only decorate. */
const icons: Icon[] = [
  IconHandStop,
  IconUserCheck,
  IconPencil,
  IconLock,
  IconDoorExit,
  IconHeart,
  IconMessage,
  IconStar,
];

export function Promises({ promises }: Pick<CharterHalf, "promises">) {
  return (
    <ul className={classes.promises}>
      {promises.map(({ says, means }, index) => {
        const Mark = icons[index % icons.length]!;
        return (
          <li key={index} className={classes.promise}>
            <span className={classes.tile}>
              <Mark size={24} stroke={1.7} aria-hidden="true" />
            </span>
            <div>
              <strong>{says}</strong>
              <p>{means}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** The whole text, folded; `about` where something else than its length is said. */
export function Legal({ legal, about }: Pick<CharterHalf, "legal"> & { about?: string }) {
  const { t } = useWords();
  const count = articlesOf(legal).filter(({ title }) => title !== "").length;
  return (
    <Fold
      icon={IconScale}
      title={t("charter.legal")}
      about={about ?? t("charter.legalAbout", { count, minutes: minutesOf(legal) })}
    >
      <Prose text={legal} />
    </Fold>
  );
}

/** What differs between two versions, numbered: what came on a ground, what went struck through, and both said to who hears the page. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  const { t } = useWords();
  return changes.map(({ title, was, now }, index) => (
    <section key={index} className={classes.change}>
      <h2>
        <span className={classes.number} aria-hidden="true">
          {index + 1}
        </span>
        {title === "" ? t("charter.introduction") : title}
      </h2>
      <p className={classes.words}>
        {textParts(was ?? "", now ?? "").map(({ kind, text }, at) =>
          kind === "same" ? (
            <span key={at}>{text}</span>
          ) : kind === "new" ? (
            <ins key={at}>
              <VisuallyHidden> {t("charter.added")} </VisuallyHidden>
              {text}
            </ins>
          ) : (
            <del key={at}>
              <VisuallyHidden> {t("charter.removed")} </VisuallyHidden>
              {text}
            </del>
          ),
        )}
      </p>
    </section>
  ));
}
