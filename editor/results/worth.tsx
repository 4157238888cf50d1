import { Button, Group, Modal, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import type { Results } from "./all-results.ts";
import classes from "./all.module.css";

/** What the same would have cost elsewhere: only by prices that the company entered itself, each by its own formula. */
export function Worth({ results: { price, total } }: { results: Results }) {
  const { t, number } = useWords();
  const [saying, say] = useState(false);
  const views = total.figures.views?.sum ?? 0;
  const money = (value: number): string => number(Math.round(value));
  return (
    <section className={classes.worth} data-screen={price === null || undefined}>
      <h2 className={classes.heading}>{t("outcome.value")}</h2>
      {price === null && <p className={classes.note}>{t("outcome.valueNone")}</p>}
      {price?.cpm != null && (
        <p className="num">
          {t("outcome.valueViews", {
            ...{ views: number(views), cpm: number(price.cpm), currency: price.currency },
            sum: money((views * price.cpm) / 1000),
          })}
        </p>
      )}
      {price?.cpc != null && (
        <p className="num">
          {t("outcome.valueClicks", {
            ...{ clicks: number(total.visits.people), cpc: number(price.cpc), currency: price.currency },
            sum: money(total.visits.people * price.cpc),
          })}
        </p>
      )}
      <Button variant="default" size="xs" onClick={() => say(true)}>
        {t("outcome.price")}
      </Button>
      {saying && <PriceDialog price={price} close={() => say(false)} />}
    </section>
  );
}

function PriceDialog({ price, close }: { price: Results["price"]; close: () => void }) {
  const { t } = useWords();
  const [currency, setCurrency] = useState(price?.currency ?? "€");
  const [cpm, setCpm] = useState(price?.cpm ?? null);
  const [cpc, setCpc] = useState(price?.cpc ?? null);
  const save = useChange("saveMediaPrice", {
    stale: ["results"],
    done: () => {
      announce.done(t("outcome.priceSaved"));
      close();
    },
  });
  const read = (value: string | number): number | null => (typeof value === "number" ? value : null);
  const none = cpm === null && cpc === null;
  return (
    <Modal opened onClose={close} title={t("outcome.price")} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ body: { price: none ? null : { currency: currency.trim() || "€", cpm, cpc } } });
        }}
      >
        <Group align="end" grow>
          <NumberInput
            label={t("outcome.cpm")}
            min={0}
            decimalScale={2}
            value={cpm ?? ""}
            onChange={(value) => setCpm(read(value))}
            data-autofocus
          />
          <NumberInput
            label={t("outcome.cpc")}
            min={0}
            decimalScale={2}
            value={cpc ?? ""}
            onChange={(value) => setCpc(read(value))}
          />
          <TextInput
            label={t("outcome.currency")}
            maxLength={8}
            value={currency}
            onChange={(event) => setCurrency(event.currentTarget.value)}
          />
        </Group>
        {none && <p className={classes.note}>{t("outcome.noPrice")}</p>}
        <DialogEnd close={close} saving={save.isPending} />
      </form>
    </Modal>
  );
}
