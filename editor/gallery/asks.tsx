import { Autocomplete, MultiSelect, TagsInput, TextInput } from "@mantine/core";
import type { AccountKind } from "#engine/card.ts";
import type { Parts } from "../client.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import classes from "./gallery.module.css";

export type Answers = Parts<"drawTemplate">["body"]["answers"];
export type Ask = keyof Answers;
type Answer = string | string[];
type Field = { ask: Ask; value: Answer; change: (value: Answer) => void };

/** How each thing that a template asks for is put in. */
const ways = {
  page: "page",
  blog: "text",
  alert: "text",
  place: "text",
  words: "list",
  event: "list",
  banned: "list",
  topics: "list",
  accounts: "accounts",
  channels: "accounts",
} as const satisfies Record<Ask, string>;

const examples: Partial<Record<Ask, string>> = {
  blog: "https://…",
  alert: "https://www.google.com/alerts/feeds/…",
  place: "https://…",
};

/** One thing that a template asks for. */
export function AskField({ ask, value, change }: Field) {
  const { t } = useWords();
  const frame = { label: t(`gallery.ask.${ask}`), description: t(`gallery.askHelp.${ask}`) };
  const way = ways[ask];
  if (way === "accounts") return <Accounts ask={ask} value={value} change={change} />;
  if (way === "page") return <PageField ask={ask} value={value} change={change} />;
  if (way === "list")
    return (
      <TagsInput
        {...frame}
        value={typeof value === "string" ? [] : value}
        onChange={change}
        maxTags={100}
        splitChars={[",", ";", "\n"]}
        acceptValueOnBlur
        placeholder={value.length === 0 ? t("gallery.add") : ""}
      />
    );
  return (
    <TextInput
      {...frame}
      value={String(value)}
      maxLength={4000}
      placeholder={examples[ask] ?? ""}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

/** The company's accounts of some kinds, with the names and faces that people know. */
function useCompany(kinds: readonly AccountKind[]) {
  const { data } = useReply("listAccounts", { query: { limit: 200 } });
  return (data?.rows ?? []).filter(
    ({ member, state, kind }) => member === null && state === "connected" && kinds.includes(kind),
  );
}

function Accounts({ ask, value, change }: Field) {
  const { t } = useWords();
  const rows = useCompany(ask === "channels" ? ["channel"] : ["page", "person"]);
  const byRef = new Map(rows.map((row) => [row.ref, row]));
  return (
    <MultiSelect
      label={t(`gallery.ask.${ask}`)}
      description={t(`gallery.askHelp.${ask}`)}
      data={rows.map(({ ref, name, network }) => ({ value: ref, label: `${name} · ${networkTitle(network)}` }))}
      value={typeof value === "string" ? [] : value.filter((ref) => byRef.has(ref))}
      onChange={change}
      maxValues={20}
      searchable
      nothingFoundMessage={t("gallery.none")}
      placeholder={value.length === 0 ? t("gallery.add") : ""}
      renderOption={({ option }) => {
        const row = byRef.get(option.value);
        return (
          <span className={classes.option}>
            {row && <Face name={row.name} company avatar={row.avatar} network={row.network} size={26} />}
            {option.label}
          </span>
        );
      }}
    />
  );
}

/** A page by the name that it is connected under, or by what people copy of it. */
function PageField({ ask, value, change }: Field) {
  const { t } = useWords();
  const rows = useCompany(["page"]);
  const nameOf = (ref: string) => rows.find((row) => row.ref === ref)?.name ?? ref;
  return (
    <Autocomplete
      label={t(`gallery.ask.${ask}`)}
      description={t(`gallery.askHelp.${ask}`)}
      data={[...new Set(rows.map(({ name }) => name))]}
      value={nameOf(String(value))}
      onChange={(typed) => change(rows.find(({ name }) => name === typed)?.ref ?? typed)}
      maxLength={4000}
      placeholder="https://…"
    />
  );
}
