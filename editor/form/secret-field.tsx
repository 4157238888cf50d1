import "./words.ts";
import type { ReactNode } from "react";
import { ActionIcon, Button, Checkbox, CopyButton, Group, Input, PasswordInput, Select, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy, IconKey } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { SecretRef } from "#engine/secret.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { When } from "../ui/when.tsx";
import classes from "./form.module.css";
import { freshName, makeSigningSecret, useSecrets } from "./secrets.ts";

type Frame = { label: string; description: ReactNode; error: string | null };
type Props = {
  value: unknown;
  change: (value: SecretRef | null) => void;
  frame: Frame;
  /** Of the field. */
  name: string;
  owner: string;
  /** Both sides share it: we may make it, and the old one may be accepted for a while. */
  generate: boolean;
};

/** A secret that a step refers to. What is typed goes to the vault and is never shown again; the map holds its name. */
export function SecretField({ value, change, frame, name, owner, generate }: Props) {
  const { t } = useWords();
  const secrets = useSecrets();
  const [replacing, setReplacing] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const ref = SecretRef.safeParse(value).data?.secret ?? null;
  const stored = ref === null ? undefined : secrets?.get(ref);
  const others = [...(secrets?.keys() ?? [])].filter((each) => each !== ref);
  return (
    <Input.Wrapper {...frame} labelElement="div" data-field={name}>
      <div className={classes.secret} role="group" aria-label={frame.label}>
        {ref !== null && (
          <div className={classes.secretState} data-missing={(secrets && !stored) || undefined}>
            {secrets && !stored ? <IconAlertTriangle size={16} stroke={1.8} /> : <IconKey size={16} stroke={1.8} />}
            <div>
              <b>{t(secrets ? (stored ? "secret.stored" : "secret.missing") : "secret.named")}</b>
              {stored && (
                <span>
                  {" · "}
                  {t("secret.changed")} <When at={stored.updatedAt} />
                </span>
              )}
              <code>{ref}</code>
              {stored?.previousUntil && (
                <span>
                  {t("secret.previous")} <When at={stored.previousUntil} />
                </span>
              )}
              {stored && stored.maps.length > 1 && (
                <span>{t("secret.alsoIn", { names: stored.maps.map((map) => map.name).join(", ") })}</span>
              )}
            </div>
          </div>
        )}
        {made !== null && <MadeOnce value={made} text={t("secret.made")} />}
        {secrets === null && <p className={classes.hint}>{t("secret.byAdmin")}</p>}
        {secrets && (ref === null || !stored || replacing) && (
          <Entry
            secret={ref ?? undefined}
            owner={owner}
            generate={generate}
            replacing={stored !== undefined}
            label={frame.label}
            done={(saved, shown) => {
              setReplacing(false);
              setMade(shown);
              if (saved !== ref) change({ secret: saved });
            }}
            {...(stored ? { cancel: () => setReplacing(false) } : {})}
          />
        )}
        {stored && !replacing && (
          <Group gap={8}>
            <Button variant="default" size="compact-sm" onClick={() => setReplacing(true)}>
              {t("secret.replace")}
            </Button>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                setMade(null);
                change(null);
              }}
            >
              {t("secret.other")}
            </Button>
          </Group>
        )}
        {ref === null && others.length > 0 && (
          <Select
            size="xs"
            aria-label={t("secret.choose")}
            placeholder={t("secret.choose")}
            searchable
            data={others}
            value={null}
            onChange={(chosen) => chosen !== null && change({ secret: chosen })}
          />
        )}
      </div>
    </Input.Wrapper>
  );
}

/** What we made, for the other side; it is gone when the panel closes. */
export function MadeOnce({ value, text }: { value: string; text: string }) {
  const { t } = useWords();
  return (
    <div className={classes.made} role="status">
      <p>{text}</p>
      <Group gap={6} wrap="nowrap">
        <code>{value}</code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Tooltip label={t(copied ? "action.copied" : "action.copy")}>
              <ActionIcon aria-label={t("action.copy")} onClick={copy}>
                {copied ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.7} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}

type EntryProps = {
  secret: string | undefined;
  owner: string;
  generate: boolean;
  replacing: boolean;
  label: string;
  /** The name it is stored under, and what to show once. */
  done: (name: string, made: string | null) => void;
  cancel?: () => void;
};

function Entry({ secret, owner, generate, replacing, label, done, cancel }: EntryProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const [keep, setKeep] = useState(true);
  const client = useQueryClient();
  const save = useChange("saveSecret");
  const store = (value: string, made: string | null) => {
    const name = secret ?? freshName(owner);
    const body = { value, keep: replacing && generate && keep };
    save.mutate(
      { params: { name }, body },
      {
        onSuccess: async () => {
          setTyped("");
          // The list first: a name that is not in it would be shown as missing for a moment.
          await client.refetchQueries({ queryKey: ["listSecrets"] });
          if (replacing) announce.done(t("secret.saved"));
          done(name, made);
        },
      },
    );
  };
  return (
    <div className={classes.secretEntry}>
      <PasswordInput
        aria-label={label}
        placeholder={t("secret.type")}
        autoComplete="off"
        maxLength={4000}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && typed.trim() !== "") store(typed, null);
        }}
      />
      {replacing && generate && (
        <Checkbox
          size="xs"
          label={t("secret.keep")}
          checked={keep}
          onChange={(event) => setKeep(event.currentTarget.checked)}
        />
      )}
      <Group gap={8}>
        <Button
          size="compact-sm"
          disabled={typed.trim() === ""}
          loading={save.isPending}
          onClick={() => store(typed, null)}
        >
          {t("secret.store")}
        </Button>
        {generate && (
          <Button
            variant="default"
            size="compact-sm"
            disabled={save.isPending}
            onClick={() => {
              const value = makeSigningSecret();
              store(value, value);
            }}
          >
            {t("secret.make")}
          </Button>
        )}
        {cancel && (
          <Button variant="subtle" size="compact-sm" onClick={cancel}>
            {t("action.cancel")}
          </Button>
        )}
      </Group>
    </div>
  );
}
