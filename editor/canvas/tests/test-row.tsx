import { ActionIcon, Button } from "@mantine/core";
import {
  IconAlertTriangleFilled,
  IconChevronDown,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconTrash,
} from "@tabler/icons-react";
import { asNow } from "#engine/as-now.ts";
import type { Case } from "#engine/cases.ts";
import type { Reply } from "#server/api.ts";
import { announce } from "../../announce.ts";
import { changeCase, removeCase } from "../../drawing/cases.ts";
import { useWords } from "../../language.tsx";
import { useCamera } from "../floats/camera.ts";
import { pointTo } from "../floats/point-to.ts";
import { useCanvas, useDocument } from "../state/store.ts";
import { TestForm } from "./test-form.tsx";
import classes from "./tests.module.css";
import { useNames } from "./use-names.ts";

export type TriedRow = Reply<"tryTests">["rows"][number];

/** One test: how it stands, what it asks in words, what is done where it fails; opened, all of it can be changed. */
export function TestRow({
  one,
  tried,
  known,
  opened,
  open,
}: {
  one: Case;
  tried: TriedRow | undefined;
  /** The tests were tried. */
  known: boolean;
  opened: boolean;
  open: (wanted: boolean) => void;
}) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const camera = useCamera();
  const { nodes } = useDocument();
  const { stepOf, accountOf } = useNames();
  const { id, name, to, account, goes } = one;
  const step = stepOf(to);
  const asks =
    account === undefined
      ? t(goes ? "tests.goes" : "tests.not", { step })
      : t(goes ? "tests.goesFor" : "tests.notFor", { step, account: accountOf(account) });
  const saying = goes && one.text !== undefined ? ` · ${t("tests.saying", { text: one.text })}` : "";
  const why = tried?.why ?? null;
  const at = tried?.node ?? "";
  const state = tried === undefined ? "unknown" : why === null ? "passes" : "fails";
  const Glyph = { unknown: IconCircleDashed, passes: IconCircleCheckFilled, fails: IconAlertTriangleFilled }[state];
  return (
    <li className={classes.row} data-state={state}>
      <span className={classes.mark} title={t(`tests.${state}`)}>
        <Glyph size={18} stroke={1.8} aria-hidden="true" />
      </span>
      <div className={classes.words}>
        <button
          type="button"
          className={classes.name}
          aria-expanded={opened}
          aria-label={`${t(`tests.${state}`)}: ${t("tests.edit", { name })}`}
          onClick={() => open(!opened)}
        >
          {name}
          <IconChevronDown size={15} stroke={1.8} aria-hidden="true" data-opened={opened || undefined} />
        </button>
        {!opened && (
          <p className={classes.asks} title={one.text}>
            {asks}
            {saying}
          </p>
        )}
        {known && tried === undefined && <p className={classes.asks}>{t("tests.unknownText")}</p>}
        {why !== null && (
          <>
            <p className={classes.why}>{text(why)}</p>
            <p className={classes.repairs}>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t("tests.asNowOf", { name })}
                onClick={() => {
                  canvas.edit(changeCase(id, (before) => asNow(before, tried!)));
                  announce.done(t("tests.updated"));
                }}
              >
                {t("tests.asNow")}
              </Button>
              {nodes.some((node) => node.id === at) && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => {
                    canvas.choose([at]);
                    if (!pointTo(canvas, camera, at)) camera.show([at]);
                  }}
                >
                  {t("tests.show")}
                </Button>
              )}
            </p>
          </>
        )}
        {opened && <TestForm one={one} done={() => open(false)} />}
      </div>
      <ActionIcon
        variant="subtle"
        aria-label={t("tests.delete", { name })}
        title={t("tests.delete", { name })}
        onClick={() => {
          canvas.edit(removeCase(id));
          announce.done(t("tests.deleted"));
        }}
      >
        <IconTrash size={16} stroke={1.8} aria-hidden="true" />
      </ActionIcon>
    </li>
  );
}
