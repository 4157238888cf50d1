/** Written by `npm run generate`. */
export const set = { number: 22, digest: "0229212ca45c6c6f" } as const;
