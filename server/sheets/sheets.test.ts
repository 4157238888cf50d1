import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AppError, notFound, signedOut, tooMany } from "../errors.ts";
import { readerOf, sheet } from "./sheet.ts";
import { proposalTokens, stylesheet } from "./style.ts";
import { isLookedAt, troubleSaid } from "./trouble.ts";

const page = (error: AppError, headers = {}) =>
  sheet(troubleSaid(error, { path: "/api/backups/1/file?x=<y>", id: "number-7" }), readerOf(headers));
const french = { "accept-language": "fr-CA, en;q=0.5" };

test("its colours are the editor's, in light and in the dark", () => {
  const theirs = readFileSync(new URL("../../editor/theme/tokens.css", import.meta.url), "utf8");
  for (const [name, [light, dark]] of Object.entries(proposalTokens))
    expect(theirs).toContain(`--${name}: light-dark(${light}, ${dark});`);
  expect(stylesheet).toContain("color-scheme:light dark");
  // Whatever it colours, it colours by these.
  expect(stylesheet.replaceAll(/light-dark\([^)]*\)/gu, "")).not.toMatch(/#[\da-f]{3,6}\b|rgb/u);
});

test("a person's own language and theme come before their browser's; anything else in a cookie is nothing", () => {
  expect(readerOf(french)).toEqual({ language: "fr", theme: null });
  expect(readerOf({ ...french, cookie: "a=b; language=en; theme=dark" })).toEqual({ language: "en", theme: "dark" });
  for (const cookie of ["language=de", "mylanguage=en", 'language="><script>', "theme=device", "theme=darker"])
    expect(readerOf({ ...french, cookie })).toEqual({ language: "fr", theme: null });
});

test("an error is a page in the reader's language, with the way on, and runs nothing", () => {
  const lost = page(notFound(), french);
  expect(lost.status).toBe(404);
  expect(lost.body).toMatch(/<html lang="fr"\s*>.*<h1>Il n’y a rien ici<\/h1>.*href="\/">Aller à l’accueil/su);
  expect(lost.body).not.toMatch(/<script|style=|number-7/u);
  expect(lost.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'self'/u);
  expect(page(notFound(), { cookie: "theme=dark" }).body).toMatch(/<html lang="en"\s+data-theme="dark"\s*>/u);
  // What was asked for comes back as text, and is gone to after the door.
  expect(page(signedOut()).body).toContain('href="/sign-in?to=%2Fapi%2Fbackups%2F1%2Ffile%3Fx%3D%3Cy%3E"');
  expect(page(tooMany(30)).body).toContain('href="/api/backups/1/file?x=&#60;y&#62;">Try again');
  // Ours has a number that the log knows.
  const ours = page(new AppError("internal", 500, { en: "Something went wrong.", fr: "Une erreur." }), french);
  expect(ours.body).toContain("Numéro de la requête\u00a0: number-7");
});

test("between backticks stands what is typed, and French signs keep their place", () => {
  const said = {
    status: 503,
    title: { en: "T", fr: "Voilà !" },
    lines: [{ en: "Run `a <b>`.", fr: "Lancez `a <b>` : oui" }],
  };
  expect(sheet(said, readerOf({})).body).toContain("<p>Run <code>a &#60;b&#62;</code>.</p>");
  expect(sheet(said, readerOf(french)).body).toMatch(/<h1>Voilà\u00a0!<\/h1>.*<\/code>\u00a0: oui/su);
});

test("whoever follows an address sees a page; programs, pictures and our own pages get JSON", async () => {
  const person = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
  expect(isLookedAt("GET", person)).toBe(true);
  expect(isLookedAt("GET", { ...person, "sec-fetch-mode": "navigate" })).toBe(true);
  expect(isLookedAt("GET", { ...person, "sec-fetch-mode": "cors" })).toBe(false);
  expect(isLookedAt("POST", person)).toBe(false);
  for (const accept of ["*/*", "application/json", "image/avif,image/webp,*/*", undefined])
    expect(isLookedAt("GET", accept === undefined ? {} : { accept })).toBe(false);
});
