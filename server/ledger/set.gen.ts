/** Written by `npm run generate`. */
export const set = { number: 12, digest: "92c3711dac34d702" } as const;
