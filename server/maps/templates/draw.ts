import { documentVersion, MapDocument } from "#engine/map.ts";

export type Drawing = {
  id: string;
  type: string;
  /** Of the config's shape, where that is not 1. */
  version?: number;
  title?: string;
  config: Record<string, unknown>;
  at: [column: number, row: number];
};
type Drawn = { name: string; description: string; nodes: Drawing[]; wires: string[] } & Partial<
  Pick<MapDocument, "schedule" | "first">
>;

const grid = { x: 300, y: 160 };

/** Targets post the items' pictures along, as those that are dropped on the canvas do. */
const targets: ReadonlySet<string> = new Set(["account", "ambassadors"]);

/** A document from nodes on a grid and wires written as `from>to` or `from.port>to`. */
export function draw({ nodes, wires, ...rest }: Drawn): MapDocument {
  return MapDocument.parse({
    schema: documentVersion,
    ...rest,
    nodes: nodes.map(({ at: [column, row], ...node }) => ({
      ...node,
      ...(targets.has(node.type) ? { version: 2, config: { pictures: "with", several: "posts", ...node.config } } : {}),
      position: { x: column * grid.x, y: row * grid.y },
    })),
    edges: wires.map((wire) => {
      const [from = "", to = ""] = wire.split(">");
      const [node = "", port = "out"] = from.split(".");
      return { id: `${node}-${port}-${to}`, from: { node, port }, to: { node: to, port: "in" } };
    }),
  });
}

/** The company's page: one that is connected here by its reference, else by its name, whose token is the secret of this name. */
export const pageSource = (page: string, at: [number, number] = [0, 0]): Drawing => ({
  id: "page",
  type: "facebook-page",
  version: 3,
  config: page.includes(":")
    ? { account: page, page: "", token: null }
    : { account: "", page, token: page === "" ? null : { secret: `facebook-page:${page}` } },
  at,
});

/** One step for each account, in a column around a row; one to fill in where there is none yet. */
export const accountSteps = (refs: readonly string[], column: number, row: number): Drawing[] =>
  (refs.length === 0 ? [""] : refs).map((account, index, all) => ({
    id: `account-${index + 1}`,
    type: "account",
    config: { account },
    at: [column, row + index - (all.length - 1) / 2],
  }));

/** Wires from one step to several. */
export const fan = (from: string, to: readonly Drawing[]): string[] => to.map(({ id }) => `${from}>${id}`);
