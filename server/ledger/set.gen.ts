/** Written by `npm run generate`. */
export const set = { number: 24, digest: "c08332842403c157" } as const;
