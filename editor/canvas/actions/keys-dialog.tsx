import "./words.ts";
import { Kbd, Modal } from "@mantine/core";
import { useWords } from "../../language.tsx";
import type { Action } from "./action.ts";
import { keyName } from "./key-names.ts";
import classes from "./keys-dialog.module.css";
import { actions } from "./list.ts";

/** All keys of the canvas, and what a hand can do there. */
export function KeysDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useWords();
  const byWork = Map.groupBy(
    actions.filter(({ keys }) => keys),
    ({ work }) => work,
  );
  const row = ({ id, keys = [] }: Action): [string, string[]] => [
    t(`do.${id}`),
    [...new Set(keys.slice(0, 4).map((key) => keyName(key, t)))],
  ];
  const byHand: [string, string[]][] = [
    [t("keys.here"), [t("keys.hereKeys")]],
    [t("keys.pull"), [t("keys.pullKeys")]],
    [t("keys.into"), [t("keys.intoKeys")]],
    [t("keys.box"), [t("keys.boxKeys")]],
    [t("keys.drop"), [t("keys.dropKeys")]],
  ];
  const lists: [string, [string, string[]][]][] = [
    ...[...byWork].map(([work, some]): [string, [string, string[]][]] => [t(`keys.${work}`), some.map(row)]),
    [t("keys.hand"), byHand],
  ];
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("keys.title")}
      size={840}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <div className={classes.works}>
        {lists.map(([heading, rows]) => (
          <section key={heading} className={classes.work}>
            <h3>{heading}</h3>
            <dl className={classes.list}>
              {rows.map(([what, keys]) => (
                <div key={what + keys.join()}>
                  <dt>{what}</dt>
                  <dd>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
