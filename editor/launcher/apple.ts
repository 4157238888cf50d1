/** Whether the keyboard is Apple's, which has Command where others have Ctrl. */
export const apple = /Mac|iP(hone|ad)/u.test(globalThis.navigator?.platform ?? "");
