import type { Locator, Page } from "playwright-core";
import { within } from "../wait.ts";
import { drawingOf } from "./drawing.ts";
import type { Stage } from "./stage.ts";

type Drawn = {
  nodes: { id: string; position: { x: number; y: number }; disabled?: boolean }[];
  notes?: { text: string; by?: string; on?: string; size: { width: number; height: number } }[];
  groups?: { title: string; nodes: string[] }[];
};

/** Several at once, chosen in every way there is; what is done to them, and undone; and notes, with who wrote them, made larger without a drag. */
export async function several(stage: Stage): Promise<void> {
  const { t, look, product } = stage;
  const page = await stage.window("manager");
  const map = drawingOf(stage, page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: product.address });
  const made = await product.ask<{ id: string }>(page, "POST", "/api/maps", document(stage));
  await map.open(made.id);
  await map.counts(map.nodes, 5);
  await map.fit();
  const key = (combo: string) => page.keyboard.press(combo);
  const at = (id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);
  const chosen = page.locator(".react-flow__node-step.selected");
  const many = (count: number) => page.getByText(t("inspector.many", { count })).first().waitFor();
  const drawn = async () => {
    await map.saved();
    return (await map.read()).document as unknown as Drawn;
  };
  const undo = async () => {
    await key("Control+z");
    await map.saved();
  };

  /** Everything that can be done to what is chosen now; each is one deed, and undo takes it back. */
  async function deeds(count: number, way: string): Promise<void> {
    await map.counts(chosen, count);
    await many(count);
    const before = JSON.stringify(await drawn());
    const back = async (deed: string) => {
      await undo();
      const now = JSON.stringify(await drawn());
      if (now !== before) stage.wrong(`${way}: undo of ${deed} leaves something else`);
      await map.counts(map.nodes, 5);
    };
    const ids = await chosen.evaluateAll((all) => all.map((each) => each.getAttribute("data-id") ?? ""));
    // Back to what was chosen, as quickly as a hand with a finger on Ctrl: nothing moves away below it.
    const again = async () => {
      await map.rest();
      await page.keyboard.down("Control");
      for (const id of ids) await at(id).click({ position: { x: 90, y: 20 } });
      await page.keyboard.up("Control");
      await map.counts(chosen, count);
    };
    await key("Control+c");
    await key("Control+v");
    await map.counts(map.nodes, 5 + count);
    await back("paste");
    await again();
    await key("d");
    await within(async () => (await drawn()).nodes.filter(({ disabled }) => disabled).length === count);
    await back("off");
    await again();
    await page.getByRole("button", { name: t("do.alignTop"), exact: true }).click();
    await within(async () => {
      const { nodes } = await drawn();
      return new Set(nodes.flatMap(({ id, position }) => (ids.includes(id) ? [position.y] : []))).size === 1;
    });
    await back("align");
    await again();
    await key("Control+g");
    await page.locator(".react-flow__node-frame input").fill("Veille");
    await key("Enter");
    await within(async () => (await drawn()).groups?.find(({ title }) => title === "Veille")?.nodes.length === count);
    await undo();
    await back("group");
  }

  await at("feed").click();
  await at("say").click({ modifiers: ["Control"] });
  await look(page, "several-1-ctrl-click");
  await deeds(2, "Ctrl-click");
  await map.rest();
  await at("feed").click();
  await at("say").click({ modifiers: ["Control"] });
  await at("say").click({ modifiers: ["Control"] });
  await map.counts(chosen, 1);

  await map.rest();
  const [first, last] = [await at("feed").boundingBox(), await at("words").boundingBox()];
  if (!first || !last) throw new Error("the cards are not drawn");
  await page.keyboard.down("Shift");
  await page.mouse.move(first.x - 12, first.y - 24);
  await page.mouse.down();
  await page.mouse.move(last.x + last.width + 10, Math.max(first.y + first.height, last.y + last.height) + 14, {
    steps: 5,
  });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await deeds(2, "box");

  await map.rest();
  await at("words").focus();
  await key("Control+Shift+a");
  await deeds(4, "chain");

  await map.rest();
  await at("feed").focus();
  await key("Control+ArrowRight");
  await map.counts(chosen, 2);
  await key("Control+ArrowRight");
  await deeds(3, "keyboard");

  await map.rest();
  await key("Control+a");
  await deeds(5, "Ctrl-A");

  await note(stage, page);
  await page.context().close();
}

/** A note: written, signed, made larger by press and by key, moved by key, copied. */
async function note(stage: Stage, page: Page): Promise<void> {
  const { t, look } = stage;
  const map = drawingOf(stage, page);
  const key = (combo: string) => page.keyboard.press(combo);
  const notes = async () => {
    await map.saved();
    return ((await map.read()).document as unknown as Drawn).notes ?? [];
  };
  await map.rest();
  await key("n");
  await page.locator(".react-flow__node textarea").fill("Ce flux paraît deux fois par semaine.");
  await key("Escape");
  const card = page.locator(".react-flow__node-note").first();
  await card.getByText("Camille Durand").waitFor();
  const [wrote] = await notes();
  if (wrote?.by === undefined || wrote.on === undefined) stage.wrong("a note does not know who wrote it");
  await look(page, "several-2-note");
  await page.getByRole("button", { name: t("mark.wider") }).click();
  await page.getByRole("button", { name: t("mark.taller") }).click();
  await within(async () => (await notes())[0]?.size.width === 260);
  await card.focus();
  await key("Control+Shift+ArrowRight");
  await within(async () => (await notes())[0]?.size.width === 300);
  await key("Control+c");
  await key("Control+v");
  await within(async () => (await notes()).length === 2);
  if ((await notes()).some(({ by, on }) => by !== wrote?.by || on !== wrote?.on))
    stage.wrong("a copied note lost its writer");
  await key("Control+z");
  await within(async () => (await notes()).length === 1);
}

/** Four steps in a row and one that stands alone. */
function document(stage: Stage): object {
  const step = (id: string, type: string, config: object, x: number, y: number) => ({
    id,
    type,
    config,
    position: { x, y },
  });
  const wire = (from: string, to: string) => ({
    id: `${from}-${to}`,
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  const name = stage.language === "fr" ? "Plusieurs à la fois" : "Several at once";
  const nodes = [
    step("feed", "rss", { url: "" }, 0, 80),
    step("words", "keywords", { words: ["lumière"] }, 320, 120),
    step("say", "template", { template: "{{title}}" }, 640, 40),
    step("everybody", "ambassadors", { networks: [], topics: [] }, 960, 80),
    step("alone", "age", {}, 320, 320),
  ];
  const edges = [wire("feed", "words"), wire("words", "say"), wire("say", "everybody")];
  return { name, document: { schema: 1, name, nodes, edges } };
}
