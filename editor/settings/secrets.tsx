import { ActionIcon, Anchor, Button, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { When } from "../ui/when.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import classes from "./settings.module.css";

type Secret = Reply<"listSecrets">["rows"][number];

function StoreDialog({ close }: { close: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const save = useChange("saveSecret", {
    stale: ["listSecrets"],
    done: () => {
      announce.done(t("secrets.saved"));
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t("secrets.add")} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ params: { name: name.trim() }, body: { value } });
        }}
      >
        <Stack gap={16}>
          <TextInput
            label={t("secrets.name")}
            description={t("secrets.nameHelp")}
            required
            withAsterisk={false}
            pattern="[a-z0-9][a-z0-9:._\-]{0,100}"
            spellCheck={false}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <PasswordInput
            label={t("secrets.value")}
            description={t("networks.secretHelp")}
            required
            withAsterisk={false}
            maxLength={4000}
            autoComplete="off"
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        </Stack>
        <DialogEnd close={close} saving={save.isPending} />
      </form>
    </Modal>
  );
}

function ForgetDialog({ secret, close }: { secret: Secret; close: () => void }) {
  const { name, maps } = secret;
  const { t } = useWords();
  const forget = useChange("deleteSecret", {
    stale: ["listSecrets"],
    done: () => {
      announce.done(t("secrets.forgotten"));
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t("secrets.forgetTitle", { name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Text>{t("secrets.forgetText")}</Text>
      {maps.length > 0 && (
        <div role="alert" className={classes.warning}>
          <p>{t("secrets.usedBy", { count: maps.length })}</p>
          <ul>
            {maps.map((map) => (
              <li key={map.id}>
                <Anchor component={Link} href={`/maps/${map.id}`}>
                  {map.name}
                </Anchor>
              </li>
            ))}
          </ul>
        </div>
      )}
      <DialogEnd
        close={close}
        saving={forget.isPending}
        act={{
          label: t(maps.length > 0 ? "secrets.forgetAnyway" : "action.delete"),
          color: "brick",
          press: () => forget.mutate({ params: { name }, query: maps.length > 0 ? { anyway: "true" } : {} }),
        }}
      />
    </Modal>
  );
}

/** Names of stored secrets; their values are never shown. */
export function Secrets() {
  const { t } = useWords();
  const query = useReply("listSecrets", {});
  const [adding, add] = useDisclosure(false);
  const [forgetting, setForgetting] = useState<Secret | null>(null);
  return (
    <>
      <p className={classes.text}>{t("secrets.text")}</p>
      <Answer query={query} lines={2} height={56}>
        {() =>
          query.data!.rows.length === 0 ? (
            <Empty
              icon={<IconKey size={24} stroke={1.6} />}
              title={t("secrets.none")}
              action={<Button onClick={add.open}>{t("secrets.add")}</Button>}
            />
          ) : (
            <>
              <ul className={classes.list}>
                {query.data!.rows.map((secret) => (
                  <li key={secret.name}>
                    <span className={classes.grow}>
                      <span className={classes.mono}>{secret.name}</span>
                      <small className="muted">
                        {secret.maps.length === 0
                          ? t("secrets.unused")
                          : t("secret.alsoIn", { names: secret.maps.map((map) => map.name).join(", ") })}
                      </small>
                    </span>
                    <span className="muted">
                      {t("secrets.changed")} <When at={secret.updatedAt} />
                    </span>
                    <ActionIcon
                      color="brick"
                      aria-label={t("secrets.forget", { name: secret.name })}
                      onClick={() => setForgetting(secret)}
                    >
                      <IconTrash size={16} stroke={1.7} />
                    </ActionIcon>
                  </li>
                ))}
              </ul>
              <Button variant="default" onClick={add.open}>
                {t("secrets.add")}
              </Button>
            </>
          )
        }
      </Answer>
      {adding && <StoreDialog close={add.close} />}
      {forgetting && <ForgetDialog secret={forgetting} close={() => setForgetting(null)} />}
    </>
  );
}
