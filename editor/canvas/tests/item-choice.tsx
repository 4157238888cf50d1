import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { useReply } from "../../replies.ts";
import { Answer } from "../../ui/answer.tsx";
import { longestSearch, useFound } from "../../ui/found.ts";
import { useDocument } from "../state/store.ts";
import classes from "./tests.module.css";
import { useNames } from "./use-names.ts";

/** Items that are shown: whoever looks for another writes a word of it. */
const most = 60;
const none: Reply<"liveItems">["rows"] = [];

/** The newest items of a source of the drawing, to choose one. */
export function ItemChoice({ choose }: { choose: (key: string) => void }) {
  const { t } = useWords();
  const [document] = useState(useDocument());
  const { stepOf } = useNames();
  const wires = document.edges.filter(
    ({ from }, index, all) =>
      manifests.get(document.nodes.find(({ id }) => id === from.node)?.type ?? "")?.kind === "source" &&
      all.findIndex((each) => each.from.node === from.node) === index,
  );
  const [edge, look] = useState(wires[0]?.id ?? "");
  const [search, write] = useState("");
  const query = useReply("liveItems", { body: { document, edge } }, { enabled: edge !== "" });
  const rows = useFound(query.data?.rows ?? none, search);
  if (edge === "") return <p className={classes.said}>{t("tests.noTarget")}</p>;
  return (
    <div className={classes.choice}>
      {wires.length > 1 && (
        <Select
          label={t("tests.source")}
          allowDeselect={false}
          value={edge}
          data={wires.map(({ id, from }) => ({ value: id, label: stepOf(from.node) }))}
          onChange={(value) => value !== null && look(value)}
        />
      )}
      <TextInput
        aria-label={t("tests.search")}
        placeholder={t("tests.search")}
        maxLength={longestSearch}
        value={search}
        data-autofocus
        onChange={({ currentTarget: { value } }) => write(value)}
      />
      <Answer query={query} lines={4} height={40} small>
        {() => {
          if (rows.length === 0)
            return <p className={classes.said}>{t(search.trim() === "" ? "tests.noItems" : "tests.noneFound")}</p>;
          return (
            <ul className={classes.items}>
              {rows.slice(0, most).map(({ key, title }) => (
                <li key={key}>
                  <button type="button" dir="auto" onClick={() => choose(key)}>
                    {title || key}
                  </button>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </div>
  );
}
