import { asked, at, button, deliveries, leaves, published } from "../people-asked.ts";
import type { Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

/** What somebody changes before they say yes: words of their own, and another picture. */
export async function run(stage: Stage): Promise<void> {
  await inOwnWords(stage);
  await withAnotherPicture(stage);
}

/** What each part is about: nobody is asked twice for one story, whichever chapter told it. */
const said = {
  words: { fr: "Une école apprend à lire la nuit", en: "A school learns to read the night" },
  picture: { fr: "Le phare se montre sous trois angles", en: "The lighthouse from three sides" },
} as const;

/** Too long is said, and nothing is cut; a starter, an emoji and a sentence stand first in what goes out. */
async function inOwnWords(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const title = said.words[language];
  const page = await asked(stage, title);
  await button(stage, page, "proposals.sentence").tap();
  const sentence = page.getByLabel(t("proposals.sentenceLabel"));
  await sentence.fill("x".repeat(10_000));
  await page.getByText(language === "fr" ? /caractères de trop/u : /characters too many/u).waitFor();
  if (await button(stage, page, "proposals.done").isEnabled()) stage.wrong("10,000 characters can be kept");
  await look(page, "answering-08-too-long");
  const own = language === "fr" ? "J’y étais hier soir." : "I was there last night.";
  await sentence.fill(own);
  await button(stage, page, "proposals.emoji").tap();
  await look(page, "answering-09-emoji");
  await page
    .getByRole("group", { name: t("proposals.emoji") })
    .getByRole("button", { name: language === "fr" ? "ampoule" : "light bulb" })
    .first()
    .tap();
  await button(stage, page, "proposals.done").tap();
  await page.getByText(own).first().waitFor();
  await look(page, "answering-10-own-words");
  await button(stage, page, "proposals.publish").tap();
  await leaves(stage, page).waitFor();
  const [out] = await within(async () => {
    const rows = await published(stage, page, title);
    return rows.length > 0 && rows;
  }, 120_000);
  if (!out!.text.startsWith(own) || !out!.text.includes("💡")) stage.wrong(`own words went out as ${out!.text}`);
}

/** Another of the item's pictures stands in the place of the first, and goes out. */
async function withAnotherPicture(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const title = said.picture[language];
  const { page } = await stage.joined({ networks: ["x"] });
  await stage.news({ title, pictures: 3 });
  await within(async () => (await deliveries(stage, page, title)).length > 0, 60_000);
  await at(stage, page, title);
  await button(stage, page, "pictures.other").tap();
  const sheet = page.getByRole("dialog", { name: t("pictures.other") });
  const third = sheet.getByRole("button", { name: `${title}, 3` });
  await third.waitFor();
  if ((await sheet.getByRole("button", { name: new RegExp(title, "u") }).count()) !== 2)
    stage.wrong("not all other pictures are offered, or the own one is");
  await look(page, "answering-17-other-pictures");
  await third.tap();
  await sheet.waitFor({ state: "hidden" });
  await page.getByRole("img", { name: `${title}, 3` }).waitFor();
  await look(page, "answering-18-another-picture");
  await button(stage, page, "proposals.publish").tap();
  const [out] = await within(async () => {
    const rows = await published(stage, page, title);
    return rows.length > 0 && rows;
  }, 120_000);
  type Detail = { post: { parts: { media?: { alt?: string }[] }[] } };
  const { post } = await stage.ask<Detail>(page, "GET", `/api/deliveries/${out!.id}`);
  if (post.parts[0]?.media?.[0]?.alt !== `${title}, 3`)
    stage.wrong(`another picture was chosen, and out is ${JSON.stringify(post.parts[0]?.media)}`);
}
