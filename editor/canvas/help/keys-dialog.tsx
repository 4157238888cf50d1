import "./words.ts";
import { Kbd, Modal } from "@mantine/core";
import { useWords } from "../../language.tsx";
import classes from "./keys-dialog.module.css";

/** All shortcuts of the canvas. */
export function KeysDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useWords();
  const shift = t("keys.shift");
  const rows: [string, string[]][] = [
    [t("keys.search"), ["/"]],
    [t("keys.next"), ["A"]],
    [t("keys.here"), [t("keys.hereKeys")]],
    [t("keys.pull"), [t("keys.pullKeys")]],
    [t("keys.into"), [t("keys.intoKeys")]],
    [t("keys.undo"), ["Ctrl Z", `Ctrl ${shift} Z`]],
    [t("keys.copy"), ["Ctrl C", "Ctrl X", "Ctrl V"]],
    [t("keys.duplicate"), ["Ctrl D"]],
    [t("keys.delete"), [t("keys.del")]],
    [t("keys.all"), ["Ctrl A"]],
    [t("keys.box"), [t("keys.boxKeys")]],
    [t("keys.move"), [t("keys.arrows")]],
    [t("keys.fit"), ["F"]],
    [t("keys.save"), ["Ctrl S"]],
  ];
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("tool.keys")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <dl className={classes.list}>
        {rows.map(([what, keys]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
