import { ActionIcon, Anchor, Button, Modal, Stack, Text, TextInput } from "@mantine/core";
import { IconTargetArrow, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Copied } from "../ui/copied.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Empty } from "../ui/empty.tsx";
import { When } from "../ui/when.tsx";
import classes from "./settings.module.css";

type Key = Reply<"listConversionKeys">["rows"][number];

/** By which keys the company's own sites tell what came of a click. */
export function Conversions() {
  const { t } = useWords();
  const query = useReply("listConversionKeys", {});
  const [making, setMaking] = useState(false);
  const [forgetting, setForgetting] = useState<Key | null>(null);
  const make = <Button onClick={() => setMaking(true)}>{t("conversions.add")}</Button>;
  return (
    <>
      <p className={classes.text}>{t("conversions.intro")}</p>
      <Answer query={query} lines={2} height={56}>
        {() => {
          const { rows, sites, clicks } = query.data!;
          return (
            <>
              {rows.length === 0 ? (
                <Empty icon={<IconTargetArrow size={24} stroke={1.6} />} title={t("conversions.none")} action={make}>
                  {t("conversions.noneText")}
                </Empty>
              ) : (
                <>
                  <ul className={classes.list}>
                    {rows.map((key) => (
                      <li key={key.id}>
                        <span className={classes.grow}>
                          <strong>{key.name}</strong>
                          <small className={`muted ${classes.mono}`}>{key.address}</small>
                        </span>
                        <span className="muted">
                          {key.usedAt === null ? (
                            t("conversions.unused")
                          ) : (
                            <>
                              {t("conversions.used")} <When at={key.usedAt} />
                            </>
                          )}
                        </span>
                        <ActionIcon
                          color="brick"
                          aria-label={t("conversions.forget", { name: key.name })}
                          onClick={() => setForgetting(key)}
                        >
                          <IconTrash size={16} stroke={1.7} />
                        </ActionIcon>
                      </li>
                    ))}
                  </ul>
                  {make}
                </>
              )}
              <section className={classes.part}>
                <h2>{t("conversions.click")}</h2>
                <p>
                  {sites.length > 0 ? t("conversions.sites", { sites: sites.join(", ") }) : t("conversions.noSites")}{" "}
                  <Anchor component={Link} href="/editorial?tab=tone">
                    {t("conversions.toLine")}
                  </Anchor>
                </p>
                <p>{t("conversions.bare")}</p>
                <Copied
                  label={t("conversions.example")}
                  value={`curl -X POST '${clicks}/RM_CLICK' -H 'content-type: application/json' -d '{"kind":"registration"}'`}
                  lines
                />
              </section>
            </>
          );
        }}
      </Answer>
      {making && <MakeDialog close={() => setMaking(false)} />}
      {forgetting && <ForgetDialog of={forgetting} close={() => setForgetting(null)} />}
    </>
  );
}

function MakeDialog({ close }: { close: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState("");
  const make = useChange("createConversionKey", { stale: ["listConversionKeys"] });
  const made = make.data;
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      // What is shown once does not go by a press beside it.
      closeOnClickOutside={made === undefined}
      title={t("conversions.add")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      {made === undefined ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate({ body: { name: name.trim() } });
          }}
        >
          <TextInput
            label={t("conversions.name")}
            placeholder={t("conversions.nameHint")}
            required
            withAsterisk={false}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <DialogEnd close={close} saving={make.isPending} />
        </form>
      ) : (
        <Stack gap={16}>
          <Text>{t("conversions.once")}</Text>
          <Copied label={t("conversions.secret")} value={made.secret} lines />
          <Copied label={t("conversions.address")} value={made.address} lines />
          <Copied label={t("conversions.example")} value={exampleOf(made)} lines />
          <Button onClick={close} style={{ alignSelf: "end" }}>
            {t("conversions.copied")}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}

/** The same as docs/conversions.md says, with this key. */
const exampleOf = ({ secret, address }: { secret: string; address: string }): string =>
  `secret='${secret}'
body='{"kind":"entry","id":"test-1"}'
id="msg_$(date +%s)"; time="$(date +%s)"
key="$(printf %s "\${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')"
signature="$(printf '%s.%s.%s' "$id" "$time" "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)"
curl -X POST '${address}' -H 'content-type: application/json' \\
  -H "webhook-id: $id" -H "webhook-timestamp: $time" -H "webhook-signature: v1,$signature" -d "$body"`;

function ForgetDialog({ of: { id, name }, close }: { of: Key; close: () => void }) {
  const { t } = useWords();
  const forget = useChange("deleteConversionKey", {
    stale: ["listConversionKeys"],
    done: () => {
      announce.done(t("conversions.gone"));
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t("conversions.forget", { name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Text>{t("conversions.forgetText")}</Text>
      <DialogEnd
        close={close}
        saving={forget.isPending}
        act={{
          label: t("action.delete"),
          color: "brick",
          press: () => forget.mutate({ params: { id } }),
        }}
      />
    </Modal>
  );
}
