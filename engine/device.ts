const browsers: [RegExp, string][] = [
  [/Edg/u, "Edge"],
  [/Firefox|FxiOS/u, "Firefox"],
  [/OPR\//u, "Opera"],
  [/SamsungBrowser/u, "Samsung Internet"],
  [/Chrome|CriOS/u, "Chrome"],
  [/Safari/u, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone/u, "iPhone"],
  [/iPad/u, "iPad"],
  [/Android/u, "Android"],
  [/Windows/u, "Windows"],
  [/Mac/u, "Mac"],
  [/CrOS/u, "Chromebook"],
  [/Linux|X11/u, "Linux"],
];

/** What a device is called in a list, by what its browser says of itself: "Firefox · Android"; "" where it says nothing that people know. */
export function deviceName(agent: string): string {
  const said = agent.slice(0, 500);
  const of = (names: typeof browsers): string[] => {
    const found = names.find(([pattern]) => pattern.test(said));
    return found === undefined ? [] : [found[1]];
  };
  return [...of(browsers), ...of(systems)].join(" · ");
}
