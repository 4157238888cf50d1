import sharp from "sharp";

/** Made pictures: small, of known size and colour. */
export type Paint = { width?: number; height?: number; colour?: string };

export const canvas = ({ width = 320, height = 200, colour = "#c33" }: Paint = {}) =>
  sharp({ create: { width, height, channels: 3, background: colour } });

export const jpeg = (paint?: Paint): Promise<Buffer> => canvas(paint).jpeg().toBuffer();
export const png = (paint?: Paint): Promise<Buffer> => canvas(paint).png().toBuffer();

/** A phone's photograph: its rotation and its place stand in EXIF. `orientation` as EXIF numbers it, 1 to 8. */
export const photograph = (orientation: number, paint?: Paint): Promise<Buffer> =>
  canvas(paint)
    .composite([{ input: { create: { width: 40, height: 40, channels: 3, background: "#0000ff" } }, left: 0, top: 0 }])
    .withExif({
      IFD0: { Copyright: "SECRET", Orientation: String(orientation) },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "48/1 51/1 24/1" },
    })
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer();

/** Noise does not compress: a file of known weight. */
export const noise = (side: number): Promise<Buffer> =>
  sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: "#000",
      noise: { type: "gaussian", mean: 128, sigma: 70 },
    },
  })
    .jpeg({ quality: 95 })
    .toBuffer();

export async function animation(frames: number, paint: Paint = {}): Promise<Buffer> {
  const all = await Promise.all(
    Array.from({ length: frames }, (_, index) =>
      png({ width: 80, height: 60, ...paint, colour: `hsl(${index * 40},80%,50%)` }),
    ),
  );
  return sharp(all, { join: { animated: true } })
    .gif()
    .toBuffer();
}

const box = (name: string, ...inside: Buffer[]): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + inside.reduce((sum, { length }) => sum + length, 0));
  head.write(name, 4, "latin1");
  return Buffer.concat([head, ...inside]);
};

/** The head of an MP4 of this length and size; what it would show is not in it. */
export function movie({ seconds = 12, width = 640, height = 360, brand = "isom" } = {}): Buffer {
  const header = Buffer.alloc(100);
  header.writeUInt32BE(1000, 12);
  header.writeUInt32BE(seconds * 1000, 16);
  const track = Buffer.alloc(84);
  track.writeUInt32BE(width * 65_536, 76);
  track.writeUInt32BE(height * 65_536, 80);
  return Buffer.concat([
    box("ftyp", Buffer.from(`${brand}\0\0\x02\0isomiso2mp41`, "latin1")),
    box("moov", box("mvhd", header), box("trak", box("tkhd", track))),
    box("mdat", Buffer.alloc(2000, 7)),
  ]);
}
