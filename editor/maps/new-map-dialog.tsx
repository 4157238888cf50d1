import { Button, FileButton, Group, Modal, Radio, TextInput } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { parse } from "#engine/serialise.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { MapPicture } from "./map-picture.tsx";
import classes from "./new-map-dialog.module.css";

/** A new map: empty, from a template with its picture, or from a file. */
export function NewMapDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const { t, text } = useWords();
  const [, go] = useLocation();
  const [name, setName] = useState("");
  const [template, setTemplate] = useState("");
  const templates = useReply("templates", {}, { enabled: opened });
  const chosen = templates.data?.rows.find((row) => row.id === template);
  const create = useChange("createMap", { stale: ["listMaps"], done: (map) => go(`/maps/${map.id}`) });
  const start = () => {
    const called = name.trim() || (chosen ? text(chosen.title) : t("newMap.title"));
    create.mutate({ body: { name: called, ...(chosen ? { document: chosen.document } : {}) } });
  };
  const open = async (file: File | null) => {
    if (!file) return;
    const { document } = parse(await file.text());
    if (!document) return announce.warning(t("newMap.badFile"));
    const { placed } = await import("../drawing/placed.ts");
    create.mutate({ body: { name: name.trim() || document.name, document: placed(document) } });
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      size={760}
      title={t("newMap.title")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <TextInput
          label={t("newMap.name")}
          placeholder={chosen ? text(chosen.title) : t("newMap.nameHint")}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Radio.Group mt={20} label={t("newMap.from")} value={template} onChange={setTemplate}>
          <div className={classes.grid}>
            <Radio.Card value="" className={classes.card!}>
              <div className={classes.picture} />
              <strong>{t("newMap.blank")}</strong>
              <span>{t("newMap.blankHelp")}</span>
            </Radio.Card>
            {(templates.data?.rows ?? []).map((row) => (
              <Radio.Card key={row.id} value={row.id} className={classes.card!}>
                <div className={classes.picture}>
                  <MapPicture document={row.document} />
                </div>
                <strong>{text(row.title)}</strong>
                <span>{text(row.help)}</span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        <Group justify="space-between" mt={24}>
          <FileButton onChange={(file) => void open(file)} accept="application/json,.json">
            {(props) => (
              <Button {...props} variant="subtle" leftSection={<IconFileImport size={16} stroke={1.7} />}>
                {t("newMap.file")}
              </Button>
            )}
          </FileButton>
          <Group gap={8}>
            <Button variant="default" onClick={close}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t("newMap.create")}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  );
}
