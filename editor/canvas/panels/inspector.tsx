import "./words.ts";
import { Button, ScrollArea, Stack } from "@mantine/core";
import { IconCopy, IconTrash } from "@tabler/icons-react";
import { useRef, type KeyboardEvent } from "react";
import type { MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { Control } from "../../form/control.tsx";
import { fieldsOf, type Field } from "../../form/field.ts";
import { Fold } from "../../form/fold.tsx";
import { PasteGuard } from "../../form/paste-guard.tsx";
import { KeptList } from "../../kept/kept-list.tsx";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { duplicate, homed, removeChosen } from "../state/commands.ts";
import { changeNode } from "../../drawing/draft.ts";
import { textFieldOf } from "../../drawing/own-text.ts";
import { OwnTabs } from "../own/own-tabs.tsx";
import { Receivers } from "../reached/receivers.tsx";
import { Mend } from "../troubles/mend.tsx";
import classes from "./inspector.module.css";
import { toneOf, type Tone } from "../state/problem.ts";
import { useDock } from "../floats/dock.ts";
import { Edge } from "../floats/edge.tsx";
import { usePhone } from "../floats/phone.ts";
import { useFloat } from "../floats/room.ts";
import { Grip, useSheet } from "../floats/sheet.tsx";
import { useOpenMap } from "../state/map-context.ts";
import { useNodeProblems } from "../state/node-problems.ts";
import { focusCard } from "../floats/focus-card.ts";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";
import { StepFoot, StepHead, StepsHead } from "./inspector-ends.tsx";
import { Arrange, GroupField } from "./arrange.tsx";
import { SourceAddress } from "./source-address.tsx";
import { SourcePrice } from "./source-price.tsx";
import { TrySource } from "./try-source.tsx";
import { ExampleLines } from "./example-lines.tsx";
import { useTrial } from "../trial/use-trial.ts";
import { sitsOn, useWantedField } from "./wanted-field.ts";
import { WordsOnly } from "./words-only.tsx";

const noFields: Field[] = [];

/** What people copy of a page is its address: a source that knows such addresses takes from it what its field wants. */
function taken(manifest: Manifest | undefined, name: string, given: unknown): unknown {
  if (typeof given !== "string" || !/^https?:\/\//iu.test(given.trim())) return given;
  const own: unknown = (manifest?.takes?.(given) as Record<string, unknown> | null | undefined)?.[name];
  return typeof own === "string" && own !== "" ? own : given;
}

/** Some fields mean something only while another has a certain value, and is shown itself. */
function isShown({ meta: { when } }: Field, all: readonly Field[], config: MapNode["config"]): boolean {
  if (!when) return true;
  const other = all.find(({ name }) => name === when.field);
  return when.is.includes(String(config[when.field] ?? other?.initial)) && (!other || isShown(other, all, config));
}

/** What a step has in a field when it is dropped on the canvas. */
const usualOf = ({ defaults }: Manifest, { name, initial }: Field): unknown =>
  (defaults as Record<string, unknown>)[name] ?? initial;

function StepForm({ node }: { node: MapNode }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const { accounts, detail } = useOpenMap();
  const problems = useNodeProblems(node.id);
  const form = useRef<HTMLDivElement>(null);
  const manifest = manifests.get(node.type);
  const all = manifest ? fieldsOf(manifest) : noFields;
  const fields = all.filter((field) => isShown(field, all, node.config));
  const { trial, rows } = useTrial(node);

  const wanted = useCanvasPart((state) => state.wanted);
  useWantedField(form, node.id, fields);

  const set = (name: string, given: unknown) => {
    const value = taken(manifest, name, given);
    const { [name]: _old, ...rest } = node.config;
    canvas.edit(
      changeNode(node.id, { config: value === null || value === undefined ? rest : { ...node.config, [name]: value } }),
      `${node.id} ${name}`,
    );
  };
  const loose = problems.filter((problem) => !fields.some((field) => sitsOn(problem.field, field.name)));
  const valueOf = (field: Field): unknown => node.config[field.name] ?? field.initial;
  // A unit is drawn with its number.
  const units = new Set(
    all.flatMap(({ meta: { duration } }) => (duration && "unit" in duration ? [duration.unit] : [])),
  );
  const own = fields.filter(({ name }) => !units.has(name));
  const usual = own.filter(({ meta }) => meta.rare !== true);
  const rare = own.filter(({ meta }) => meta.rare === true);
  const isChanged = (field: Field): boolean =>
    manifest !== undefined &&
    JSON.stringify(valueOf(field)) !== JSON.stringify(usualOf(homed(canvas, manifest), field));
  const isWanted = ({ name }: Field): boolean =>
    (wanted?.node === node.id && sitsOn(wanted.field, name)) ||
    problems.some((problem) => toneOf(problem) === "error" && sitsOn(problem.field, name));
  const drawn = (field: Field) => {
    const found = problems.filter(
      (problem) =>
        sitsOn(problem.field, field.name) ||
        (field.meta.duration && "unit" in field.meta.duration && sitsOn(problem.field, field.meta.duration.unit)),
    );
    const said = (tone: Tone) =>
      found
        .filter((problem) => toneOf(problem) === tone)
        .map((problem) => text(problem.message))
        .join(" ") || null;
    const warning = said("warning");
    const own = textFieldOf(node, manifests) === field.name;
    const control = (
      <Control
        field={field}
        value={valueOf(field)}
        change={(value) => set(field.name, value)}
        error={said("error")}
        blank={said("blank")}
        owner={node.type}
        trial={trial}
        beside={(name) => {
          const other = all.find((each) => each.name === name);
          return other ? { field: other, value: valueOf(other), change: (value) => set(name, value) } : null;
        }}
      />
    );
    return (
      <div key={field.name}>
        <PasteGuard
          field={field}
          follow={(address) => canvas.set({ sought: address, asked: null })}
          keep={(address) =>
            set(field.name, [...(Array.isArray(valueOf(field)) ? (valueOf(field) as string[]) : []), address])
          }
          choose={(ref) => set(field.name, ref)}
          accounts={accounts.values()}
        >
          {own ? (
            <OwnTabs node={node} field={field.name}>
              {control}
            </OwnTabs>
          ) : (
            control
          )}
        </PasteGuard>
        {warning && (
          <p className={classes.problem} data-severity="warning">
            {warning}
          </p>
        )}
      </div>
    );
  };
  return (
    <div ref={form}>
      <Stack gap={20} p={20}>
        {manifest ? (
          <p className={classes.help}>{text(manifest.help)}</p>
        ) : (
          <p className={classes.help}>{t("inspector.lost", { type: node.type })}</p>
        )}
        {loose.map((problem) => (
          <div
            key={`${problem.code} ${text(problem.message)}`}
            className={classes.problem}
            data-severity={toneOf(problem)}
          >
            {text(problem.message)}
            <Mend problem={problem} />
          </div>
        ))}
        {usual.map(drawn)}
        {manifest && all.some(({ control }) => control === "networks") && <Receivers node={node} manifest={manifest} />}
        {rare.length > 0 && (
          <Fold changed={rare.filter(isChanged).length} wanted={rare.some(isWanted)}>
            {rare.map(drawn)}
          </Fold>
        )}
        {manifest && <ExampleLines node={node} manifest={manifest} rows={rows} />}
        {manifest?.kind === "target" && <WordsOnly node={node} />}
        {manifest && fields.length === 0 && <p className={classes.help}>{t("field.none")}</p>}
        {manifest?.receives === "address" && <SourceAddress node={node} manifest={manifest} />}
        {manifest?.charges !== undefined && <SourcePrice network={manifest.charges} />}
        {manifest?.kind === "source" && (
          <TrySource key={node.type} node={node} brought={manifest.receives !== undefined} />
        )}
        <GroupField node={node} />
        {manifest?.keeps !== undefined && <KeptList map={detail.id} node={node.id} live={detail.live !== null} />}
      </Stack>
    </div>
  );
}

/** The panel at the right, on a phone from below: the settings of the chosen step, or what can be done with several. */
export function Inspector() {
  const { t } = useWords();
  const canvas = useCanvas();
  const document = useDocument();
  const chosen = useCanvasPart((state) => state.chosen);
  const phone = usePhone();
  const float = useFloat(phone ? "bottom" : "right");
  const sheet = useSheet();
  const size = useDock();
  const nodes = document.nodes.filter((node) => chosen.has(node.id));
  const [only] = nodes;
  if (!only) return null;
  const one = nodes.length === 1;
  const kind = manifests.get(only.type)?.kind ?? "flow";
  const onKeyDown = (event: KeyboardEvent) => {
    // A list that is open takes the key itself.
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("[aria-expanded=true]")) return;
    event.preventDefault();
    focusCard(only.id);
  };
  return (
    <aside
      className={`${classes.inspector} kind-${kind}`}
      aria-label={t("inspector.title")}
      ref={float}
      style={sheet.style}
      onKeyDown={onKeyDown}
    >
      {phone ? <Grip sheet={sheet} /> : <Edge size={size} at="left" label={t("inspector.resize")} />}
      {one ? <StepHead key={only.id} node={only} /> : <StepsHead count={nodes.length} />}
      <ScrollArea className={classes.body!} type="hover" scrollbarSize={8}>
        {one ? <StepForm key={only.id} node={only} /> : <Arrange text={t("inspector.manyText")} nodes={nodes} />}
      </ScrollArea>
      {one ? (
        <StepFoot node={only} />
      ) : (
        <footer className={classes.footer}>
          <Button variant="default" leftSection={<IconCopy size={16} stroke={1.7} />} onClick={() => duplicate(canvas)}>
            {t("inspector.duplicate")}
          </Button>
          <Button
            variant="light"
            color="brick"
            leftSection={<IconTrash size={16} stroke={1.7} />}
            onClick={() => removeChosen(canvas)}
          >
            {t("inspector.deleteMany")}
          </Button>
        </footer>
      )}
    </aside>
  );
}
