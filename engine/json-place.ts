type Wanted = "value" | "value or ]" | "name" | "name or }" | ":" | ", or end";

const space = /[\t\n\r ]*/uy;
const plain = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/uy;

/**
 * Where a text stops being JSON: line and column, both from 1. What a browser says of it has other words in each, and in most no place. null: it
 * is JSON. Linear, and without recursion.
 */
export function jsonPlace(text: string): { line: number; column: number } | null {
  const open: ("{" | "[")[] = [];
  let wanted: Wanted = "value";
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  for (;;) {
    take(space);
    if (wanted === ", or end" && open.length === 0) return at === text.length ? null : placeAt(text, at);
    const sign = text[at];
    const inList = open.at(-1) === "[";
    const begins: boolean = wanted === "value" || wanted === "value or ]";
    if (wanted === ":") {
      if (sign !== ":") return placeAt(text, at);
      at += 1;
      wanted = "value";
    } else if (
      (sign === "]" && inList && (wanted === "value or ]" || wanted === ", or end")) ||
      (sign === "}" && !inList && (wanted === "name or }" || wanted === ", or end"))
    ) {
      at += 1;
      open.pop();
      wanted = ", or end";
    } else if (wanted === ", or end") {
      if (sign !== ",") return placeAt(text, at);
      at += 1;
      wanted = inList ? "value" : "name";
    } else if (sign === '"') {
      const end = stringEnd(text, at + 1);
      if (end.wrong) return placeAt(text, end.at);
      at = end.at;
      wanted = begins ? ", or end" : ":";
    } else if (begins && (sign === "{" || sign === "[")) {
      open.push(sign);
      at += 1;
      wanted = sign === "{" ? "name or }" : "value or ]";
    } else if (begins && take(plain)) wanted = ", or end";
    else return placeAt(text, at);
  }
}

/** Behind a string that begins at `from`, or where it breaks off. */
function stringEnd(text: string, from: number): { at: number; wrong: boolean } {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '"') return { at: at + 1, wrong: false };
    if (sign < " ") return { at, wrong: true };
    if (sign !== "\\") continue;
    const escape = text[at + 1] ?? "";
    if (escape === "u" ? !/^[0-9a-f]{4}$/iu.test(text.slice(at + 2, at + 6)) : !'"\\/bfnrt'.includes(escape || "?"))
      return { at, wrong: true };
    at += escape === "u" ? 5 : 1;
  }
  return { at: text.length, wrong: true };
}

function placeAt(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
