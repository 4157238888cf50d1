import { expect, test } from "vitest";
import { take } from "./taking.ts";

const room = { most: 1000, each: 100 };

test("a pasted list is taken word by word, each once, whatever stands between them", () => {
  expect(take(["Emploi"], "emploi, recrut*;stage\n alternance\t\n,,métier d’art", room)).toEqual({
    words: ["Emploi", "recrut*", "stage", "alternance", "métier d’art"],
    added: 4,
    known: 1,
    long: 0,
    over: 0,
  });
});

test("what finds no place is counted by the reason: 200 kB are no harm", () => {
  const many = Array.from({ length: 1_200 }, (_, number) => `mot ${number}`).join(",");
  const taken = take(["mot 1"], `${many},${"x".repeat(200_000)}`, room);
  expect(taken).toMatchObject({ added: 999, known: 1, long: 1, over: 200 });
  expect(taken.words).toHaveLength(1000);
});
