import type { Page } from "playwright-core";
import type { Product } from "../../browser/product.ts";
import { type Eyes, type Found, openEyes, type Scene } from "../eyes.ts";

/** Where the journeys play. */
export type Stage = Eyes & {
  product: Product;
  /** A window of a member of the demo. */
  window: (who: Person, size?: "desk" | "phone") => Promise<Page>;
  /** The window that was opened last, for a picture of where a journey ended. */
  lastPage: () => Page | undefined;
  /** Closes all windows. */
  leave: () => Promise<void>;
};

const people = {
  admin: "admin@atelier-lumen.example",
  manager: "camille.durand@atelier-lumen.example",
  ambassador: "hugo.bernard@atelier-lumen.example",
} as const;
export type Person = keyof typeof people;

export function openStage(product: Product, scene: Scene, found: Found): Stage {
  const { language } = scene;
  const windows: Page[] = [];

  /** What whoever came before in another language called their maps. */
  async function namesOf(page: Page): Promise<string[]> {
    if (!page.url().includes("/maps")) return [];
    const lists = ["/api/maps?limit=200", "/api/maps?limit=200&only=archived"];
    const read = (path: string) => product.ask<{ rows: { name: string }[] }>(page, "GET", path);
    return (await Promise.all(lists.map(read))).flatMap(({ rows }) => rows.map(({ name }) => name));
  }

  return {
    ...openEyes(scene, found, namesOf),
    product,
    window: async (who, size = "desk") => {
      const page = await product.window(people[who], { language, phone: size === "phone" });
      windows.push(page);
      return page;
    },
    lastPage: () => windows.findLast((page) => !page.isClosed()),
    leave: async () => void (await Promise.all(windows.map((page) => page.context().close()))),
  };
}
