import { sql } from "kysely";
import type { Reply, Route } from "../api.ts";
import type { DB } from "../database/db.gen.ts";
import type { Db } from "../ports.ts";
import { areaOf } from "./area-of.ts";
import { type AreaName, areas } from "./areas.ts";
import { smallestGroup, tellsOfPeople } from "./figures.ts";
import { readersOf } from "./readers.ts";
import { traces } from "./traces.ts";

type Dossier = Reply<"readDossier">;
type SeenBy = Dossier["areas"][number]["seenBy"];

/** Read by the person alone: a route of `/api/me`. */
const isOwn = ({ path }: Pick<Route, "path">): boolean => /^\/api\/me(?:\/|$)/u.test(path);

export function seenBy(area: AreaName): SeenBy {
  const others = readersOf(area).filter((route) => !isOwn(route));
  const rolesThat = new Set(others.flatMap(({ access }) => (typeof access === "string" ? [] : access)));
  // An ambassador sees their own everywhere (test/api/access.test.ts).
  return ["self", ...(["admin", "manager"] as const).filter((role) => rolesThat.has(role))];
}

/** Areas as they are told, without what the schema says. */
export const toldAreas = () =>
  (Object.keys(areas) as AreaName[]).map((name) => ({ name, ...areas[name], seenBy: seenBy(name) }));

/** Facts for a works council, from what is: the schema with its own comments, the routes with their access, the code's own terms. It claims nothing. */
export async function readDossier(db: Db, workspaceId: string): Promise<Dossier> {
  const { rows: columns } = await sql<{ table: keyof DB; about: string | null; column: string; said: string | null }>`
    select c.relname as "table", obj_description(c.oid, 'pg_class') as about, a.attname as "column", col_description(c.oid, a.attnum) as said
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') order by c.relname, a.attnum`.execute(
    db,
  );
  const { name: company } = await db
    .selectFrom("workspace")
    .select("name")
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  const personal = new Set(traces.map(({ table }) => table));
  const tables = Map.groupBy(columns, ({ table }) => table);
  const of = (area: AreaName): Dossier["areas"][number]["tables"] =>
    [...tables].flatMap(([name, rows]) =>
      areaOf[name] === area
        ? [
            {
              name,
              about: rows[0]!.about,
              personal: personal.has(name),
              columns: rows.map(({ column, said }) => ({ name: column, about: said })),
            },
          ]
        : [],
    );
  return {
    company,
    personFigures: await tellsOfPeople(db, workspaceId),
    fewest: smallestGroup,
    areas: toldAreas().map((area) => ({
      ...area,
      tables: of(area.name),
      routes: readersOf(area.name).map(({ method, path, summary, access }) => ({
        ...{ method, path, summary },
        access: isOwn({ path }) ? "self" : typeof access === "string" ? access : access.join(", "),
      })),
    })),
  };
}
