import { expect } from "vitest";
import { fit } from "#engine/compose.ts";
import type { Login } from "#engine/network.ts";
import type { Clause } from "../clause.ts";
import type { Rig } from "../rig.ts";
import { published } from "./publishing.ts";

/** What texts are filled with: signs that count one, two or more somewhere. */
const fillings: [name: string, sign: string][] = [
  ["Latin letters", "e"],
  ["accents", "é"],
  ["Han signs", "日"],
  ["emoji of several signs", "👩‍🚒"],
  ["addresses", "https://example.org/une/adresse/assez/longue?avec=tout "],
];

export const texts: Clause[] = [
  ...fillings.map(([name, sign]): Clause => ({
    name: `text full of ${name} passes, and one sign more is refused`,
    check: (rig) => brims(rig, sign),
  })),
  { name: "what is cut to fit passes, its link whole", check: isCut },
];

async function brims(rig: Rig, sign: string): Promise<void> {
  const login = await rig.login();
  const full = fill(rig, login, sign);
  await published(rig, await rig.send(login, full));
  expect(rig.accepted(full)).toBe(1);
  const over = fill(rig, login, sign);
  const more = { ...over, part: { ...over.part, text: `${over.part.text}e` } };
  expect(rig.network.card.count(more.part.text, login.limits)).toBe(login.limits.text + 1);
  expect((await rig.send(login, more)).kind).toBe("rejected");
  expect(rig.accepted(more)).toBe(0);
}

async function isCut(rig: Rig): Promise<void> {
  const [login, link] = [await rig.login(), "https://example.org/une/adresse?avec=tout"];
  const sending = rig.fresh({ link });
  const long = `${sending.part.text} ${"L’été à l’atelier, 日本 👩‍🚒. ".repeat(login.limits.text / 8)}`;
  const text = fit(long, link, rig.network.card, login.limits);
  expect(text.endsWith(link)).toBe(true);
  await published(rig, await rig.send(login, { ...sending, part: { ...sending.part, text } }));
}

/** A part whose text counts exactly what the account takes. */
function fill(rig: Rig, { limits }: Login, sign: string) {
  const { count } = rig.network.card;
  const sending = rig.fresh();
  const start = sending.part.text;
  // What a text weighs may grow in steps, and by bytes where those are more than its letters: the most is searched for.
  let [times, most] = [0, limits.text];
  while (times < most) {
    const middle = Math.ceil((times + most) / 2);
    if (count(`${start} ${sign.repeat(middle)}`, limits) <= limits.text - 2) times = middle;
    else most = middle - 1;
  }
  let text = `${start} ${sign.repeat(times)}`;
  while (count(`${text}e`, limits) <= limits.text) text += "e";
  expect(count(text, limits)).toBe(limits.text);
  return { ...sending, part: { ...sending.part, text } };
}
