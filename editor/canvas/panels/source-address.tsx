import "./words.ts";
import { Button, Group, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLink } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { secretFields } from "#engine/secret.ts";
import { fieldsOf } from "../../form/field.ts";
import { useWords } from "../../language.tsx";
import { useChange } from "../../replies.ts";
import { Copied } from "../../ui/copied.tsx";
import { When } from "../../ui/when.tsx";
import { useOpenMap } from "../state/map-context.ts";
import { curlExample } from "./curl.ts";
import classes from "./source-address.module.css";

type Props = { node: MapNode; manifest: Manifest };

/** What is typed names the source, so that each letter would be another one; what is chosen says how it is read. */
const typedIn = (manifest: Manifest, config: Record<string, unknown>): string =>
  JSON.stringify(
    fieldsOf(manifest)
      .filter(({ control }) => control === "text")
      .map(({ name }) => config[name]),
  );

/** Whether the settings name a source yet. A secret may come later. */
const isNamed = (manifest: Manifest, config: unknown): boolean => {
  const { success, data } = manifest.config.safeParse(config);
  const lacks = success ? (manifest.check?.(data) ?? []).filter(({ severity }) => severity === "error") : [];
  return success && lacks.every(({ field }) => secretFields(manifest).includes(field));
};

/** The address to which things are sent: shown, copied, renewed, with a first message to try it. */
export function SourceAddress({ node, manifest }: Props) {
  const { t, text } = useWords();
  const { detail } = useOpenMap();
  const address = useChange("sourceAddress", { quiet: true });
  const renew = useChange("renewAddress");
  const [renewing, confirm] = useDisclosure(false);
  const typed = typedIn(manifest, node.config);
  const [shown, setShown] = useState(isNamed(manifest, node.config) ? typed : null);
  const config = JSON.stringify(node.config);
  const asked = useRef<string | null>(null);
  const { mutate } = address;
  useEffect(() => {
    if (typed !== shown || asked.current === config) return;
    asked.current = config;
    mutate({ body: { type: node.type, config: JSON.parse(config) as Record<string, unknown> } });
  }, [typed, shown, config, node.type, mutate]);

  const found = shown === typed ? (renew.data ?? address.data) : undefined;
  if (found === undefined)
    return (
      <div>
        <Button
          variant="light"
          color="moss"
          fullWidth
          leftSection={<IconLink size={16} stroke={1.8} />}
          loading={address.isPending && shown === typed}
          onClick={() => {
            asked.current = null;
            renew.reset();
            address.reset();
            setShown(typed);
          }}
        >
          {t("address.show")}
        </Button>
        {address.error && shown === typed && (
          <p className={classes.failure} role="status">
            {text(address.error.text)}
          </p>
        )}
      </div>
    );
  const others = found.maps.filter((map) => map.id !== detail.id);
  const signed = node.config["proof"] !== "address";
  const example = curlExample(found.url, signed, t("address.exampleTitle"));
  return (
    <section className={classes.panel} aria-label={t("address.title")}>
      <Copied label={t("address.title")} value={found.url} />
      <p className={classes.fact}>
        {t("address.since")} <When at={found.since} />
        {others.length > 0 && ` · ${t("address.alsoIn", { names: others.map((map) => map.name).join(", ") })}`}
      </p>
      <Copied label={t(signed ? "address.exampleSigned" : "address.example")} value={example} lines />
      <Button variant="subtle" size="compact-sm" onClick={confirm.open}>
        {t("address.renew")}
      </Button>
      <Modal
        opened={renewing}
        onClose={confirm.close}
        title={t("address.renewTitle")}
        closeButtonProps={{ "aria-label": t("action.close") }}
      >
        <Text>{t("address.renewText")}</Text>
        <Group justify="flex-end" mt={24}>
          <Button variant="default" onClick={confirm.close}>
            {t("action.cancel")}
          </Button>
          <Button
            color="brick"
            loading={renew.isPending}
            onClick={() => renew.mutate({ params: { id: found.id } }, { onSuccess: confirm.close })}
          >
            {t("address.renew")}
          </Button>
        </Group>
      </Modal>
    </section>
  );
}
