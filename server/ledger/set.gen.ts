/** Written by `npm run generate`. */
export const set = { number: 26, digest: "3eab767d40b20caf" } as const;
