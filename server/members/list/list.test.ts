import fc from "fast-check";
import iconv from "iconv-lite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { type List, most, readList } from "./read.ts";
import { readTable } from "./table.ts";

let server: TestApp;
let workspaceId: string;
let admin: Session;
beforeAll(async () => {
  server = await testApp();
  workspaceId = (await createWorkspace(server.services.db, { name: "Atelier Lumen" })).id;
  admin = await signIn(
    server.app,
    server.services,
    await createMember(server.services.db, workspaceId, { role: "admin", name: "Claire" }),
  );
});
afterAll(() => server.close());

const read = (text: string): List => readList(Buffer.from(text));
const preview = (text: string | Buffer) =>
  admin.call("readPeopleList", { body: text, headers: { "content-type": "text/csv" } });

test("any table that a spreadsheet writes is read back, cell by cell, with whichever separator and line ends", () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => text.replaceAll(/[\r\n]+/gu, "\n").trim());
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(rows, fc.constantFrom(";", ",", "\t"), fc.constantFrom("\n", "\r\n"), (table, separator, end) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const told = `sep=${separator}\n`;
      const text = told + table.map((row) => row.map(quoted).join(separator)).join(end);
      const full = table.filter((row) => row.some(Boolean));
      expect(readTable(text, 100).lines.map(({ cells }) => cells)).toEqual(full);
    }),
  );
});

test("a list from a French spreadsheet is read in Windows-1252 as in UTF-8, with its columns in any order and either language", () => {
  const text =
    "Prénom;Nom;Courriel;Équipe;Langue;Ville;Taille\r\nLéa;Martin;LEA@Lumen.example;Création | Études;Français;Lyon;38\r\n";
  for (const bytes of [
    Buffer.from(text),
    iconv.encode(text, "windows-1252"),
    iconv.encode(text, "utf16", { addBOM: true }),
  ])
    expect(readList(bytes)).toEqual({
      people: [
        {
          ...{ line: 2, name: "Léa Martin", email: "lea@lumen.example", language: "fr" },
          ...{ teams: ["Création", "Études"], place: "Lyon" },
        },
      ],
      bad: [],
      ignored: ["Taille"],
    });
  const english = read('"Name","E-mail","Team"\n"Martin, Léa","Léa Martin <lea@lumen.example>",""\n');
  expect(english.people).toMatchObject([
    { name: "Martin, Léa", email: "lea@lumen.example", language: null, teams: [] },
  ]);
});

test("each line that cannot be used is told by its number, with what is wrong and the way out; the others count", () => {
  const { people, bad } = read(
    [
      "Nom;E-mail;Langue;Équipe",
      "Ana;ana@lumen.example;;",
      ";bob@lumen.example;;",
      "Cleo;;;",
      "Dan;dan at lumen;;",
      "Eva;eva@lumen.example;klingon;",
      "",
      "Ana encore;ANA@lumen.example;;",
      `Fay;fay@lumen.example;;${Array.from({ length: 21 }, (_, n) => `t${n}`).join(",")}`,
      `${"x".repeat(121)};gus@lumen.example;;`,
      'Hal;hal@lumen.example;"jamais fermé',
      "Ida;ida@lumen.example;;",
    ].join("\r\n"),
  );
  expect(people.map(({ email }) => email)).toEqual(["ana@lumen.example"]);
  expect(bad.map(({ line, why }) => [line, why.en.split(/[.:]/u)[0]])).toEqual([
    [3, "There is no name"],
    [4, "There is no e-mail address"],
    [5, "“dan at lumen” is no e-mail address"],
    [6, "The language “klingon” is not spoken here"],
    [8, "The same address stands on line 2 already"],
    [9, "There are more than 20 teams"],
    [10, "The name is longer than 120 characters"],
    [11, "A quotation mark is opened here and never closed"],
  ]);
});

test("a list is bounded, and what is none says so", () => {
  const rows = (count: number) =>
    `Nom,E-mail\n${Array.from({ length: count }, (_, n) => `P${n},p${n}@lumen.example`).join("\n")}`;
  expect(read(rows(most.people)).people).toHaveLength(most.people);
  expect(() => read(rows(most.people + 1))).toThrow(/at most 5000 people/);
  for (const text of ["", "Léa,lea@lumen.example", "Nom;Ville\nLéa;Lyon"])
    expect(() => read(text)).toThrow(/first line/);
  expect(() => readList(Buffer.from("PK\u0003\u0004xl/workbook.xml"))).toThrow(/CSV UTF-8/);
});

test("a preview writes nothing and knows who is here; the invitation makes people with language, place and teams, once however often it is sent", async () => {
  const { db } = server.services;
  const gone = await createMember(db, workspaceId, { role: "ambassador", disabled: true });
  const other = await createMember(db, (await createWorkspace(db)).id, { role: "admin" });
  const here = await createMember(db, workspaceId, { role: "manager" });
  const count = async () =>
    (await db.selectFrom("member").select("id").where("workspace_id", "=", workspaceId).execute()).length;
  const before = await count();
  const known = [gone, other, here].map(({ email }) => `X;${email};;;`).join("\n");
  const { body, status } = await preview(
    `Nom;Courriel;Langue;Équipe;Lieu\nLéa;lea@lumen.example;fr;Création;Lyon\nTom;tom@lumen.example;;;\n${known}`,
  );
  expect(status).toBe(200);
  expect(body.people.map(({ email }) => email)).toEqual(["lea@lumen.example", "tom@lumen.example"]);
  expect(body.known.map(({ state }) => state)).toEqual(["left", "elsewhere", "here"]);
  expect(body).toMatchObject({ newTeams: ["Création"], bad: [], mail: false });
  expect(await count()).toBe(before);

  const people = [
    ...body.people.map(({ line: _line, ...person }) => ({ ...person, language: person.language ?? "en" })),
  ].concat({
    ...{ name: "X", email: gone.email, language: "fr" as const, teams: [], place: "" },
  });
  const send = () => admin.call("invitePeople", { body: { people, words: "À bientôt" } });
  const first = await send();
  expect(first.body.rows.map(({ outcome }) => outcome)).toEqual(["made", "made", "left"]);
  expect(first.body.rows[0]!.link).toContain("/join/");
  expect((await send()).body.rows.map(({ outcome }) => outcome)).toEqual(["here", "here", "left"]);
  expect(await count()).toBe(before + 2);
  const lea = await db
    .selectFrom("member as m")
    .innerJoin("member_team as mt", (join) =>
      join.onRef("mt.workspace_id", "=", "m.workspace_id").onRef("mt.member_id", "=", "m.id"),
    )
    .innerJoin("team as t", (join) =>
      join.onRef("t.workspace_id", "=", "mt.workspace_id").onRef("t.id", "=", "mt.team_id"),
    )
    .select(["m.role", "m.language", "m.place", "m.welcome", "t.name as team"])
    .where("m.email", "=", "lea@lumen.example")
    .executeTakeFirstOrThrow();
  expect(lea).toEqual({ role: "ambassador", language: "fr", place: "Lyon", welcome: "charter", team: "Création" });
});

test("nobody but an administrator reads a list or invites by one", async () => {
  const manager = await createMember(server.services.db, workspaceId, { role: "manager" });
  const session = await signIn(server.app, server.services, manager);
  expect((await session.call("readPeopleList", { body: "Nom;E-mail" })).status).toBe(403);
});
