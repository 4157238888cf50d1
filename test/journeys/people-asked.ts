import type { Page } from "playwright-core";
import type { Stage } from "./people-stage.ts";
import { within } from "./wait.ts";

/** A post of somebody's, as they read it themselves. */
type Row = { id: number; state: string; text: string; dueAt: string; attempts: number };

/** What is out of this story, and what there is of it at all. */
export const published = ({ ask }: Stage, page: Page, title: string): Promise<Row[]> =>
  ask<{ rows: Row[] }>(page, "GET", "/api/deliveries?state=published").then(({ rows }) =>
    rows.filter(({ text }) => text.includes(title)),
  );
export const deliveries = async ({ ask }: Stage, page: Page, title: string): Promise<Row[]> =>
  (await ask<{ rows: Row[] }>(page, "GET", "/api/deliveries?limit=100")).rows.filter(({ text }) =>
    text.includes(title),
  );
/** Somebody new who was asked for each of these, in this order, at the first of them. */
export async function asked(stage: Stage, ...titles: string[]): Promise<Page> {
  const { page } = await stage.joined({ networks: ["x"] });
  for (const title of titles) {
    await stage.news({ title });
    await within(async () => (await deliveries(stage, page, title)).some(({ state }) => state === "held"), 60_000);
  }
  await at(stage, page, titles[0]!);
  return page;
}
/** At the proposal of this story. */
export async function at(stage: Stage, page: Page, title: string): Promise<void> {
  const [row] = await deliveries(stage, page, title);
  await page.goto(`${stage.product.address}/proposals/${row!.id}`);
  await page.getByRole("article", { name: title }).first().waitFor();
}
export const button = (stage: Stage, page: Page, key: Parameters<Stage["t"]>[0]) =>
  page.getByRole("button", { name: stage.t(key), exact: true });
export const leaves = (stage: Stage, page: Page, seconds = 10) =>
  page.getByRole("heading", { name: stage.like("leaving.said", { networks: "X", count: seconds }) });
