import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

const size = { width: 960, height: 600 };
type Colour = readonly [number, number, number];
/** Skies from above to below, and the light in them. */
const skies: readonly [Colour, Colour, Colour][] = [
  [
    [12, 36, 58],
    [240, 169, 46],
    [255, 226, 160],
  ],
  [
    [11, 60, 66],
    [170, 222, 208],
    [255, 244, 214],
  ],
  [
    [38, 24, 66],
    [232, 120, 96],
    [255, 214, 170],
  ],
  [
    [20, 44, 92],
    [122, 169, 245],
    [240, 246, 255],
  ],
  [
    [48, 30, 18],
    [214, 138, 74],
    [255, 232, 196],
  ],
];

const known = new Map<string, Buffer>();

/** A picture for a story of the demo, always the same for its name: an evening sky, a light in it, hills before it. A PNG. */
export function paint(name: string): Buffer {
  const found = known.get(name) ?? png(scene(createHash("sha256").update(name).digest()));
  known.set(name, found);
  return found;
}

function scene(seed: Buffer): Buffer {
  const at = (place: number): number => (seed[place] ?? 0) / 255;
  const [high, low, light] = skies[(seed[0] ?? 0) % skies.length]!;
  const sun = { x: (0.2 + at(1) * 0.6) * size.width, y: (0.3 + at(2) * 0.3) * size.height, r: 50 + at(3) * 60 };
  const hills = [0, 1, 2].map((row) => ({
    base: size.height * (0.62 + row * 0.13),
    waves: [0, 1].map((wave) => ({
      tall: (28 - row * 6) * (0.5 + at(4 + row * 2 + wave)),
      long: 260 + at(10 + row * 2 + wave) * 420,
      from: at(16 + row * 2 + wave) * 6,
    })),
    dark: 0.62 - row * 0.2,
  }));
  // A half of a million points, on a first start that is waited for: plain loops over numbers, row by row.
  const { width, height } = size;
  const edges = hills.map(({ base, waves }) =>
    Float64Array.from({ length: width }, (_, x) =>
      waves.reduce((y, { tall, long, from }) => y + tall * Math.sin((x / long) * 6.283 + from), base),
    ),
  );
  const stride = width * 3 + 1;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const down = y / height;
    const sky = high.map((from, channel) => from + (low[channel]! - from) * down);
    for (let x = 0, place = y * stride + 1; x < width; x += 1, place += 3) {
      let hill = hills.length - 1;
      while (hill >= 0 && y < edges[hill]![x]!) hill -= 1;
      const dark = hill < 0 ? 0 : 0.35 + hills[hill]!.dark;
      const glow = hill < 0 ? glowAt(Math.sqrt((x - sun.x) ** 2 + (y - sun.y) ** 2) - sun.r) : 0;
      for (let channel = 0; channel < 3; channel += 1)
        pixels[place + channel] =
          hill < 0
            ? sky[channel]! + (light[channel]! - sky[channel]!) * glow
            : high[channel]! * dark + low[channel]! * 0.1;
    }
  }
  return pixels;
}

/** How bright it is so many points outside of the light's edge: 0 to 1. */
const glowAt = (far: number): number => (far < 0 ? 1 : Math.exp(-far / 120) * 0.55);

/** RGB rows with a filter byte before each, as a PNG (ISO/IEC 15948). */
function png(pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size.width, 0);
  header.writeUInt32BE(size.height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels, { level: 6 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
