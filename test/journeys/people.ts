import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { openProduct } from "../browser/product.ts";
import { type MailServer, openMailServer } from "../mail/server.ts";
import { photograph } from "../support/pictures.ts";
import { openStage, type Stage } from "./people-stage.ts";
import { type House, play, type Points } from "./play.ts";

/**
 * What happens to ambassadors, on a phone of 390 px that is touched, in both languages:
 *
 *     npm run journey -- people                                     every chapter
 *     npm run journey -- people joining --language fr               those that are named, in one language
 *     npm run journey -- people joining --shots /tmp/pictures       with a picture of each look, light and dark
 *
 * **A chapter is a file** of `people/`, which is found by itself and called as the file is. It exports `run(stage)`:
 *
 *     export async function run({ joined, news, letter, tapIn, look, t }: Stage): Promise<void> {
 *       const { page, email } = await joined();                     // somebody new, on their phone, who came in and connected an account
 *       await news({ title: "Le phare est rallumé" });              // a live map asks them
 *       const mail = await letter(email);                           // the mail about it, from the demo's real outbox
 *       await tapIn(page, mail, "/p/");
 *       await look(page, "answer-1-proposal");                      // axe, both themes, words of the other language, width; a picture
 *     }
 *
 * Buttons are found by what the product says (`t("join.go")`), so that one chapter is gone in both languages. `wrong(…)` tells of a defect and goes
 * on; an error ends the chapter, and the next one is tried. All chapters share one demo: whoever changes somebody (leaves, pauses) uses a newcomer of
 * their own (`joined`), and undoes what holds for the whole company. people-stage.ts has all that a stage can do.
 */
export async function people(args: readonly string[]): Promise<Record<string, number>> {
  return play<Stage>(args, await chapters(), openHouse);
}

/** The demo with its mails, for people's stages. */
export async function openHouse(): Promise<House<Stage>> {
  const server = await openMailServer();
  const album = await openAlbum();
  const product = await openProduct({
    SMTP_URL: `smtp+plain://localhost:${server.port}`,
    MAIL_FROM: "Atelier Lumen <news@atelier-lumen.example>",
    RELAYMAP_ALLOW_HOSTS: `localhost:${server.port}, ${new URL(album.address).host}`,
  });
  const read = new Set<MailServer["mails"][number]>();
  return {
    stage: (scene, found) => openStage({ product, server, read, album: album.address }, scene, found),
    close: () => product.close().finally(() => Promise.all([server.close(), album.close()]).then(() => undefined)),
  };
}

/** A site of the company's that has pictures: `/1.jpg` and so on, each of another colour. */
async function openAlbum(): Promise<{ address: string; close: () => Promise<void> }> {
  const colours = ["#654", "#375", "#458", "#a63"];
  const site = createServer((request, response) => {
    const at = Number(/^\/(\d+)\.jpg$/u.exec(request.url ?? "")?.[1] ?? 0);
    void photograph(at + 1, { width: 1200, height: 800, colour: colours[at % colours.length]! }).then((bytes) =>
      response.writeHead(200, { "content-type": "image/jpeg" }).end(bytes),
    );
  });
  await new Promise<void>((resolve) => site.listen(0, "localhost", resolve));
  const { port } = site.address() as AddressInfo;
  return { address: `http://localhost:${port}`, close: () => new Promise((resolve) => site.close(() => resolve())) };
}

async function chapters(): Promise<Points<Stage>> {
  const folder = join(import.meta.dirname, "people");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".ts")).toSorted();
  const read = async (file: string): Promise<[string, (stage: Stage) => Promise<void>]> => {
    const chapter: { run: (stage: Stage) => Promise<void> } = await import(join(folder, file));
    if (typeof chapter.run !== "function") throw new Error(`people/${file} exports no run(stage).`);
    return [file.slice(0, -3), chapter.run];
  };
  return Object.fromEntries(await Promise.all(files.map(read)));
}
