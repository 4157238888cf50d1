import { Button, Group, Modal } from "@mantine/core";
import type { MapDocument } from "#engine/map.ts";
import { calledOf } from "../drawing/describe.ts";
import { useWords } from "../language.tsx";
import { manifests } from "../nodes.ts";
import classes from "./gallery.module.css";
import type { FileFound } from "./read-file.ts";

/** Lines that are shown; a file with more has one cause for most of them. */
const most = 200;

/** Says all that is wrong with a file before anything of it is kept: somebody opens what there is, or leaves it. */
export function FileDialog({
  opened,
  found,
  close,
  open,
  opening,
}: {
  opened: boolean;
  found: FileFound | null;
  close: () => void;
  open: (document: MapDocument) => void;
  opening: boolean;
}) {
  const { t, text } = useWords();
  const { document = null, problems = [], file = "" } = found ?? {};
  const nameOf = (id: string | undefined): string | null => {
    const node = document?.nodes.find((each) => each.id === id);
    return node === undefined ? (id ?? null) : calledOf(node, manifests.get(node.type), text);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      size={620}
      title={t(document === null ? "gallery.badFile" : "gallery.partFile")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <p className={classes.file}>{file}</p>
      <p>
        {document === null
          ? t("gallery.badHelp")
          : t("gallery.partHelp", { steps: document.nodes.length, wires: document.edges.length })}
      </p>
      <ul className={classes.flaws} aria-label={t("gallery.flaws")} tabIndex={0}>
        {problems.slice(0, most).map((problem, index) => {
          const name = nameOf(problem.node);
          return (
            <li key={index}>
              {name !== null && <b>{name} · </b>}
              {text(problem.message)}
            </li>
          );
        })}
        {problems.length > most && <li>{t("gallery.moreFlaws", { count: problems.length - most })}</li>}
      </ul>
      <Group justify="flex-end" mt={16}>
        <Button variant="default" onClick={close}>
          {t(document === null ? "action.close" : "action.cancel")}
        </Button>
        {document !== null && (
          <Button loading={opening} onClick={() => open(document)} data-autofocus>
            {t("gallery.openPart")}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
