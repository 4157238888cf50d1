/** Written by `npm run generate`. */
export const set = { number: 4, digest: "5a641f78b98fd6df" } as const;
