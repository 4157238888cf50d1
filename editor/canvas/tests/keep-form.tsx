import { Checkbox, Select, TextInput } from "@mantine/core";
import { IconCircleCheckFilled, IconCircleMinus } from "@tabler/icons-react";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../../announce.ts";
import { addCase, nameOf } from "../../drawing/cases.ts";
import { useWords } from "../../language.tsx";
import { DialogEnd } from "../../ui/dialog-end.tsx";
import { networkTitle } from "../../ui/network.tsx";
import { useDesk } from "../actions/desk.ts";
import { type Keeping, useCanvas } from "../state/store.ts";
import classes from "./tests.module.css";
import { useNames } from "./use-names.ts";

type Found = NonNullable<Reply<"endsOfItem">["found"]>;
type Target = Found["targets"][number];

const shortOf = (title: string): string => (title.length > 80 ? `${title.slice(0, 79).trimEnd()}…` : title);

/** Whom somebody asked about, by id or reference. */
const askedIn = ({ accounts }: Target, account: string | undefined) =>
  accounts.find(({ id, ref }) => id === account || ref === account);

/** What the drawing makes of the item now, target by target; what is chosen of it becomes the test. */
export function KeepForm({ found, keeping, close }: { found: Found; keeping: Keeping; close: () => void }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const { open } = useDesk();
  const { stepOf } = useNames();
  const { targets, ...rest } = found;
  const title = typeof found.item["title"] === "string" ? found.item["title"] : "";
  // Whoever came from a message means that one; else where it goes says most.
  const first =
    targets.find(({ node }) => node === keeping.node) ??
    targets.find((target) => askedIn(target, keeping.account) !== undefined) ??
    targets.find(({ anybody }) => anybody.came) ??
    targets[0]!;
  const [node, choose] = useState(first.node);
  const [ref, ask] = useState<string | null>(askedIn(first, keeping.account)?.ref ?? null);
  const [exact, setExact] = useState(true);
  const [written, write] = useState<string | null>(null);
  const target = targets.find((each) => each.node === node) ?? first;
  const account = target.accounts.find((each) => each.ref === ref);
  const got = account ?? target.anybody;
  const usual = nameOf(t(got.came ? "tests.nameGoes" : "tests.nameNot", { title: shortOf(title), step: stepOf(node) }));
  const keep = () => {
    const name = nameOf(written ?? "") || usual;
    const words = got.came && exact && got.text !== null ? { text: got.text } : {};
    canvas.edit(
      addCase({ ...rest, name, to: node, goes: got.came, ...(account && { account: account.ref }), ...words }),
    );
    close();
    open("tests");
    announce.done(t("tests.kept", { name }));
  };
  return (
    <form
      className={classes.keep}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <p className={classes.title} dir="auto">
        {title}
      </p>
      <fieldset className={classes.targets}>
        <legend>{t("tests.now")}</legend>
        {targets.map(({ node: id, anybody }) => (
          <label key={id} data-chosen={id === node || undefined}>
            <input
              type="radio"
              name="target"
              checked={id === node}
              onChange={() => {
                choose(id);
                ask(null);
              }}
            />
            <span className={classes.mark} data-came={anybody.came || undefined}>
              {anybody.came ? (
                <IconCircleCheckFilled size={17} aria-hidden="true" />
              ) : (
                <IconCircleMinus size={17} stroke={1.8} aria-hidden="true" />
              )}
            </span>
            <span>
              <b>{stepOf(id)}</b>
              <span className={classes.asks}>{t(anybody.came ? "tests.comes" : "tests.comesNot")}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {target.accounts.length > 0 && (
        <Select
          label={t("tests.for")}
          searchable
          clearable
          placeholder={t("tests.anybody")}
          value={ref}
          data={target.accounts.map((each) => ({
            value: each.ref,
            label: `${each.name} · ${networkTitle(each.network)}`,
          }))}
          onChange={ask}
        />
      )}
      <div className={classes.got} data-came={got.came || undefined} aria-live="polite">
        <p>
          {t(got.came ? "tests.comes" : "tests.comesNot")} {got.end && text(got.end.reason)}
          {got.came && got.text !== null && ` ${t("tests.says")}`}
        </p>
        {got.came && got.text !== null && <blockquote dir="auto">{got.text}</blockquote>}
      </div>
      {got.came && got.text !== null && (
        <Checkbox
          label={t("tests.words")}
          checked={exact}
          onChange={({ currentTarget: { checked } }) => setExact(checked)}
        />
      )}
      <TextInput
        label={t("tests.name")}
        value={written ?? usual}
        maxLength={200}
        onChange={({ currentTarget: { value } }) => write(value)}
      />
      <div className={classes.end}>
        <DialogEnd close={close} saving={false} above={0} act={{ label: t("tests.keep"), press: keep }} />
      </div>
    </form>
  );
}
