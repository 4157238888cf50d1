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
  const edges = hills.map(({ base, waves }) =>
    Array.from({ length: size.width }, (_, x) =>
      waves.reduce((y, { tall, long, from }) => y + tall * Math.sin((x / long) * 6.283 + from), base),
    ),
  );
  const pixels = Buffer.alloc((size.width * 3 + 1) * size.height);
  for (let y = 0; y < size.height; y += 1)
    for (let x = 0; x < size.width; x += 1) {
      const hill = edges.findLastIndex((edge) => y >= edge[x]!);
      const down = y / size.height;
      const far = Math.hypot(x - sun.x, y - sun.y);
      const glow = hill >= 0 ? 0 : far < sun.r ? 1 : Math.exp(-(far - sun.r) / 120) * 0.55;
      const place = y * (size.width * 3 + 1) + 1 + x * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const sky = high[channel]! + (low[channel]! - high[channel]!) * down;
        const lit = sky + (light[channel]! - sky) * glow;
        pixels[place + channel] = hill < 0 ? lit : high[channel]! * (0.35 + hills[hill]!.dark) + low[channel]! * 0.1;
      }
    }
  return pixels;
}

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
