import { Anchor, Button, NumberInput, Stack, Switch, TagsInput, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { PlainCard } from "#engine/card.ts";
import type { HouseRules } from "#engine/house.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import classes from "./settings.module.css";

/** What the workspace demands of its posts itself, beside the networks' own rules. */
export function Rules() {
  const query = useReply("readHouseRules", {});
  return (
    <Answer query={query} lines={4} height={60}>
      {() => <Form stored={query.data!} />}
    </Answer>
  );
}

const shy = [...cards.values()].filter(({ alike }) => alike !== undefined);
const paid = [...cards.values()].filter(({ price }) => price !== undefined);

function Form({ stored }: { stored: HouseRules }) {
  const { t, text, day } = useWords();
  const [rules, setRules] = useState(stored);
  const save = useChange("saveHouseRules", {
    stale: ["readHouseRules", "getMap", "listMaps", "mapCosts"],
    done: () => announce.done(t("rules.saved")),
  });
  const { disclosure, alike } = rules;
  return (
    <Stack gap={32} maw={620} align="stretch">
      <Text size="sm" c="dimmed">
        {t("rules.intro")}
      </Text>
      <Stack component="section" gap={12}>
        <Title order={2} size="h3">
          {t("rules.disclosure")}
        </Title>
        <TagsInput
          label={t("rules.words")}
          description={t("rules.wordsHelp")}
          placeholder={disclosure.words.length === 0 ? t("rules.wordsHint") : ""}
          maxTags={20}
          value={disclosure.words}
          onChange={(words) =>
            setRules({
              ...rules,
              disclosure: {
                ...disclosure,
                words: words.filter((word) => word.trim().length >= 2 && word.length <= 80),
              },
            })
          }
        />
        <Switch
          label={t("rules.required")}
          description={t("rules.requiredHelp")}
          disabled={disclosure.words.length === 0}
          checked={disclosure.required}
          onChange={(event) =>
            setRules({ ...rules, disclosure: { ...disclosure, required: event.currentTarget.checked } })
          }
        />
      </Stack>
      <Stack component="section" gap={12}>
        <Title order={2} size="h3">
          {t("rules.alike")}
        </Title>
        {shy.map(({ name, title, alike: why }) => (
          <p key={name} className={classes.setUp}>
            {text(why!.text)}{" "}
            <Anchor href={why!.link} target="_blank" rel="noreferrer" inherit>
              {t("rules.read", { title, on: day(new Date(why!.readOn)) })}
            </Anchor>
          </p>
        ))}
        <Switch
          label={t("rules.hold")}
          description={t("rules.holdHelp")}
          checked={alike.hold}
          onChange={(event) => setRules({ ...rules, alike: { ...alike, hold: event.currentTarget.checked } })}
        />
        <NumberInput
          label={t("rules.hours")}
          min={1}
          max={720}
          clampBehavior="blur"
          allowDecimal={false}
          w={200}
          value={alike.hours}
          onChange={(hours) =>
            typeof hours === "number" &&
            hours >= 1 &&
            hours <= 720 &&
            setRules({ ...rules, alike: { ...alike, hours } })
          }
        />
      </Stack>
      {paid.map((card) => (
        <Prices key={card.name} card={card} rules={rules} change={setRules} />
      ))}
      <Button
        style={{ alignSelf: "start" }}
        disabled={JSON.stringify(rules) === JSON.stringify(stored)}
        loading={save.isPending}
        onClick={() => save.mutate({ body: rules })}
      >
        {t("action.save")}
      </Button>
    </Stack>
  );
}

/** What a network's calls cost here, and what a month of one map may. */
function Prices({
  card: { name, title, price },
  rules,
  change,
}: {
  card: PlainCard;
  rules: HouseRules;
  change: (rules: HouseRules) => void;
}) {
  const { t, day } = useWords();
  const own = rules.costs[name] ?? { price: null, monthly: null };
  const { post, linked, own: reading = price!.own } = own.price ?? price!;
  const set = (part: Partial<typeof own>) =>
    change({ ...rules, costs: { ...rules.costs, [name]: { ...own, ...part } } });
  const fields = [
    ["post", post, "rules.post"],
    ["linked", linked, "rules.linked"],
    ["own", reading, "rules.own"],
  ] as const;
  return (
    <Stack component="section" gap={12}>
      <Title order={2} size="h3">
        {t("rules.costs", { title })}
      </Title>
      <p className={classes.setUp}>
        {t("rules.costsHelp")}{" "}
        <Anchor href={price!.link} target="_blank" rel="noreferrer" inherit>
          {t("rules.read", { title, on: day(new Date(price!.readOn)) })}
        </Anchor>
      </p>
      <div className={classes.row}>
        {fields.map(([field, value, label]) => (
          <NumberInput
            key={field}
            label={t(label)}
            prefix="$"
            min={0}
            max={1000}
            step={field === "own" ? 0.001 : 0.005}
            decimalScale={4}
            clampBehavior="blur"
            value={value}
            onChange={(next) =>
              typeof next === "number" &&
              next >= 0 &&
              next <= 1000 &&
              set({ price: { post, linked, own: reading, [field]: next } })
            }
          />
        ))}
      </div>
      <NumberInput
        label={t("rules.monthly")}
        description={t("rules.monthlyHelp")}
        prefix="$"
        min={0}
        max={1_000_000}
        w={260}
        placeholder={t("rules.noMonthly")}
        value={own.monthly ?? ""}
        onChange={(next) => set({ monthly: typeof next === "number" ? next : null })}
      />
    </Stack>
  );
}
