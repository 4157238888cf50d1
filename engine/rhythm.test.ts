import { expect, test } from "vitest";
import { daysMask, daysOf, hoursSentence, plainly, type Rhythm, rhythmSentence, topicSentence } from "./rhythm.ts";

const usual: Rhythm = {
  mode: "ask",
  modeUntil: null,
  dailyCap: null,
  weeklyCap: 2,
  monthlyCap: null,
  daysOff: [6, 7],
  quietFrom: 19 * 60,
  quietTo: 8 * 60,
  zone: "Europe/Paris",
};
const said = (more: Partial<Rhythm>) =>
  (["en", "fr"] as const).map((language) => plainly(rhythmSentence("Réseau", { ...usual, ...more }, language)));
const hours = (more: Partial<Rhythm>) =>
  (["en", "fr"] as const).map((language) => plainly(hoursSentence({ ...usual, ...more }, language)));

test("what an owner chose is one plain sentence", () => {
  expect(said({})).toEqual([
    "On Réseau, at most 2 a week, I am asked each time.",
    "Sur Réseau, au plus 2 par semaine, on me demande chaque fois.",
  ]);
  expect(said({ mode: "auto", modeUntil: "2027-06-30T10:00:00Z", weeklyCap: null, dailyCap: 1 })).toEqual([
    "On Réseau, at most 1 a day, it leaves by itself until 30 June 2027.",
    "Sur Réseau, au plus 1 par jour, ça part tout seul jusqu’au 30 juin 2027.",
  ]);
  expect(said({ weeklyCap: null })).toEqual([
    "On Réseau, as often as there is something, I am asked each time.",
    "Sur Réseau, autant qu’il y en a, on me demande chaque fois.",
  ]);
  expect(said({ mode: "paused", modeUntil: "2027-03-16T10:00:00Z" })[1]).toBe(
    "Sur Réseau, rien jusqu’au 16 mars 2027.",
  );
  expect(said({ mode: "paused" })[0]).toBe("On Réseau, nothing until I go on.");
});

test("days and hours are one more", () => {
  expect(hours({})).toEqual(["Never at the weekend, nor from 19:00 to 8:00.", "Jamais le week-end, ni de 19 h à 8 h."]);
  expect(hours({ daysOff: [] })[1]).toBe("Tous les jours, sauf de 19 h à 8 h.");
  expect(hours({ daysOff: [1, 3], quietFrom: null, quietTo: null })).toEqual([
    "Never on Monday and Wednesday, otherwise at any hour.",
    "Jamais le lundi et mercredi, sinon à toute heure.",
  ]);
  expect(hours({ daysOff: [], quietFrom: null })[0]).toBe("On any day, at any hour.");
});

test("days are added up and taken apart again", () => {
  expect(daysMask([7, 6, 6])).toBe(96);
  for (let mask = 0; mask < 128; mask += 1) expect(daysMask(daysOf(mask))).toBe(mask);
});

test("a choice for one topic is a sentence of its own", () => {
  const zone = "Europe/Paris";
  const june = "2027-06-29T22:00:00Z";
  expect(topicSentence("Projets", { mode: "paused", modeUntil: june, zone }, "fr")).toBe(
    "Sur « Projets » : rien jusqu’au 30 juin 2027.",
  );
  expect(topicSentence("Projects", { mode: "paused", modeUntil: null, zone }, "en")).toBe(
    "About “Projects”: nothing until I go on.",
  );
  expect(topicSentence("Projects", { mode: "auto", modeUntil: june, zone }, "en")).toBe(
    "About “Projects”: it leaves by itself until 30 June 2027.",
  );
  expect(topicSentence("Projets", { mode: "ask", modeUntil: null, zone }, "fr")).toBe(
    "Sur « Projets » : on me demande chaque fois.",
  );
});
