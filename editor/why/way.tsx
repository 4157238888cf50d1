import "./words.ts";
import { IconArrowUpRight } from "@tabler/icons-react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { faces } from "../nodes.ts";
import { NodeIcon } from "../ui/node-icon.tsx";
import { addressOfSetting } from "./setting.ts";
import classes from "./way.module.css";

export type WayOfMap = Reply<"why">["maps"][number];
type Step = WayOfMap["steps"][number];
type Change = Step["changes"][number];

/** What a step made of the words: crossed out what was, below it what is. */
function Changed({ change: { of, before, after } }: { change: Change }) {
  const { t } = useWords();
  return (
    <div className={classes.change}>
      {before !== "" && (
        <p className={classes.before} dir="auto">
          <span className={classes.said}>{t(`why.before.${of}`)} </span>
          <del>{before}</del>
        </p>
      )}
      {after !== "" && (
        <p className={classes.after} dir="auto">
          <span className={classes.said}>{t(`why.after.${of}`)} </span>
          {after}
        </p>
      )}
    </div>
  );
}

function Met({ step, stopped }: { step: Step; stopped: boolean }) {
  const { t, text } = useWords();
  const { kind, type, title, fate, says, setting, changes } = step;
  const to = setting && addressOfSetting(setting);
  return (
    <li className={classes.step} data-fate={fate} data-stopped={stopped || undefined}>
      <span className={classes.tile} data-kind={kind}>
        <NodeIcon manifest={faces.get(type)} size={17} />
      </span>
      <div className={classes.words}>
        <p className={classes.title}>{text(title)}</p>
        <p className={classes.fate}>{says ? text(says) : t(`why.fate.${fate}`)}</p>
        {changes.map((change) => (
          <Changed key={change.of} change={change} />
        ))}
        {to && (
          <Link href={to} className={classes.setting!}>
            {t("why.setting")}
            <IconArrowUpRight size={14} stroke={1.8} aria-hidden="true" />
          </Link>
        )}
      </div>
    </li>
  );
}

/** An item's way through one map, step by step, as far as it came. */
export function Way({ map }: { map: WayOfMap }) {
  const { t } = useWords();
  const { steps, way, same } = map;
  if (steps.length === 0) return null;
  const rewrites = steps.some(({ changes }) => changes.length > 0);
  const end = steps.findLastIndex(({ fate }) => fate === "dropped" || fate === "kept");
  return (
    <>
      <ol className={classes.way}>
        {steps.map((step, place) => (
          <Met key={step.node} step={step} stopped={place === end} />
        ))}
      </ol>
      {way === "worked_out" && <p className={classes.note}>{t("why.workedOut")}</p>}
      {way === "recorded" && same === false && rewrites && <p className={classes.note}>{t("why.differs")}</p>}
    </>
  );
}
