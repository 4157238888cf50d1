import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { api, type Route } from "../api.ts";

test("every room's routes stand in the one table, and no two rooms give a route the same name or address", async () => {
  const files = (await readdir(import.meta.dirname)).filter(
    (name) => !/^(?:face|map-row|preview|problem|room|route)\.ts$|\.test\.ts$/.test(name),
  );
  expect(files.length).toBeGreaterThan(5);
  const routes: Record<string, Route>[] = [];
  for (const file of files) {
    const rooms = (await import(`./${file}`)) as Record<string, Record<string, Route>>;
    const room = rooms[file.slice(0, -".ts".length)];
    expect(room, `${file} names its routes after itself`).toBeDefined();
    routes.push(room!);
  }
  const names = routes.flatMap((room) => Object.keys(room));
  expect(names.toSorted()).toEqual(Object.keys(api).toSorted());
  const places = Object.values<Route>(api).map(({ method, path }) => `${method} ${path}`);
  expect(new Set(places).size).toBe(places.length);
});
