import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Wire } from "#engine/scenario.ts";
import { useWords } from "../language.tsx";
import { Tag } from "../ui/tag.tsx";
import { adding, flawsAt, inOrder, type Kind, type Shown } from "./drawing.ts";
import classes from "./scenario.module.css";
import { useStepWords } from "./step-words.ts";

const kinds = ["post", "wait", "check"] as const;

/** The same steps as a list, by their days: opened, added behind each other and named, as on the canvas. */
export function StepsList({ scenario, flaws, done, here, open, change }: Shown) {
  const { t, text } = useWords();
  const words = useStepWords(scenario);
  const add = (after: string, port: Wire["port"], kind: Kind) => {
    const made = adding(scenario, after, port, kind);
    change(made.scenario);
    open(made.id);
  };
  return (
    <ol className={classes.steps}>
      {inOrder(scenario).map(({ step, offset }) => {
        const { day, title, about } = words(step, offset);
        const [flaw] = flawsAt(flaws, step.id);
        const state = done.get(step.id);
        return (
          <li key={step.id} data-kind={step.kind}>
            <b>{day}</b>
            <div>
              <button type="button" aria-pressed={here === step.id} onClick={() => open(step.id)}>
                {title}
              </button>
              <p>{about}</p>
              {flaw && <p className={classes.flaw}>{text(flaw.message)}</p>}
            </div>
            {state !== undefined && <Tag tone="calm">{state}</Tag>}
            <Menu position="bottom-end">
              <Menu.Target>
                <Button
                  variant="subtle"
                  size="compact-md"
                  leftSection={<IconPlus size={16} />}
                  aria-label={t("scenario.addAfter", { title })}
                >
                  {t("scenario.add")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {(step.kind === "check" ? (["yes", "no"] as const) : (["out"] as const)).flatMap((port) =>
                  kinds.map((kind) => (
                    <Menu.Item key={`${port} ${kind}`} onClick={() => add(step.id, port, kind)}>
                      {port === "out"
                        ? t(`scenario.add.${kind}`)
                        : `${t(`scenario.${port}`)} : ${t(`scenario.add.${kind}`)}`}
                    </Menu.Item>
                  )),
                )}
              </Menu.Dropdown>
            </Menu>
          </li>
        );
      })}
    </ol>
  );
}
