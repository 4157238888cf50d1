import type { Trial } from "#engine/trial.ts";

export const trial: Trial = {
  publishes: () => false,
  own: "its one call is a row in our own outbox: what a mail server answers to each mail is proven by test/mail",
  limited: () => [],
  refused: [],
  twice: "accepted",
  shown: (base, word) => `${base}/search?q=${word}`,
  without: {
    "what was entered wrongly opens nothing, and says what to do":
      "nothing that is entered is secret; a wrong address is refused with a sentence (email.test.ts)",
    "an access that was taken back is unauthorised": "nobody gives an access that could be taken back",
    "an access that the network took back asks the person to connect again":
      "nobody gives an access that could be taken back",
    "who leaves is forgotten here, and at the network":
      "nobody else knows of the list: its addresses are forgotten here, with the grant",
  },
};
