import type { Picture } from "./fill.ts";

/** Twice as many points as it is shown with. */
const side = 52;

/** A network's mark as a picture for mails: its drawing on its own ground, so that no dark screen swallows it. SVG is shown by few mail programs. */
export async function markPicture(cid: string, { mark, colour }: { mark: string; colour: string }): Promise<Picture> {
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="-5 -5 34 34"><rect x="-5" y="-5" width="34" height="34" rx="8" fill="${colour}"/><rect x="-4.5" y="-4.5" width="33" height="33" rx="7.5" fill="none" stroke="#fff" stroke-opacity=".35"/><g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${mark}</g></svg>`;
  return { cid, type: "image/png", bytes: await raster(drawn) };
}

/** Loaded by the first mail that shows one. */
async function raster(svg: string): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** What examples of mails show: nothing of anybody's, and no network. */
export const samplePictures = async (): Promise<Picture[]> => [
  await markPicture("mark-sample", { mark: '<circle cx="12" cy="12" r="8"/><path d="M8 12h8"/>', colour: "#1764b3" }),
  { cid: "picture-sample", type: "image/png", bytes: await raster(evening) },
];

const house = (x: number, top: number, wide: number, fill: string): string =>
  `<rect x="${x}" y="${top}" width="${wide}" height="${420 - top}" fill="${fill}"/>${[0, 1, 2]
    .flatMap((row) => [0, 1, 2].map((column) => [row, column] as const))
    .filter(([row, column]) => (row * 2 + column + x) % 3 !== 0)
    .map(
      ([row, column]) =>
        `<rect x="${x + 16 + (column * (wide - 32)) / 3}" y="${top + 30 + row * 56}" width="18" height="28" fill="#f5cf83"/>`,
    )
    .join("")}`;
const evening = `<svg xmlns="http://www.w3.org/2000/svg" width="1088" height="612" viewBox="0 0 1088 612"><rect width="1088" height="612" fill="#1d2450"/><circle cx="880" cy="92" r="30" fill="#e6dcc0"/>${[
  [0, 170, 170, "#5b3f4d"],
  [170, 120, 150, "#6d4a45"],
  [320, 200, 190, "#58404f"],
  [510, 140, 160, "#6a4c4a"],
  [670, 180, 180, "#5a3f50"],
  [850, 130, 238, "#6b4946"],
]
  .map(([x, top, wide, fill]) => house(Number(x), Number(top), Number(wide), String(fill)))
  .join(
    "",
  )}<rect y="420" width="1088" height="34" fill="#171722"/><rect y="454" width="1088" height="158" fill="#3c3354"/></svg>`;
