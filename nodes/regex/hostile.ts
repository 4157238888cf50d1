/**
 * Patterns that bring other engines to their knees, for the test: nested and overlapping repetitions, counted repetitions that need very
 * many states, alternations that meet, borders, classes of all Unicode. Each at several sizes.
 */
const sizes = [5, 12, 30, 80, 300];
const shapes: ((size: number) => string)[] = [
  (n) => `(a+)${"+".repeat(1)}{${n}}$`,
  (n) => `${"(".repeat(n)}a+${")+".repeat(n)}$`,
  (n) => `(${"a|".repeat(n)}aa)+[0-9]$`,
  (n) => `(a|a?)+${"a?".repeat(n)}${"a".repeat(n)}[0-9]`,
  (n) => `(?:a?){${n}}a{${n}}[0-9]`,
  (n) => `${"(.*)".repeat(n)}[0-9]$`,
  (n) => `${".*".repeat(n)}=${".*".repeat(n)}$`,
  (n) => `(.*a){${n}}[0-9]`,
  (n) => `[ab]*a[ab]{${n}}[0-9]`,
  (n) => `(?:[ab]*a[ab]{${n}}){3}[0-9]`,
  (n) => `a.{${n}}b.{${n}}a[0-9]`,
  (n) => `(a{0,${n}}){${n}}[0-9]`,
  (n) => `(?:a{1,${n}}){1,${n}}$`,
  (n) => `(?:\\w+\\s*){${n}}[0-9]$`,
  (n) => `\\b(\\w+\\W+){${n}}[0-9]`,
  (n) => `^(([a-z])+.)+[A-Z]([a-z]){${n}}$`,
  (n) => `(?:\\p{L}+\\P{L}+){${n}}[0-9]`,
  (n) => `\\pL{1,${n}}[0-9]$`,
  (n) => `(?:[^a]|a){${n}}[0-9]`,
  (n) => `\\s+$|(?:\\s*\\n){${n}}[0-9]`,
  (n) => `(?:(?:(?:x|y)?)*)*z{${n}}`,
  (n) => `(?:\\ba\\b|\\Ba\\B|ab?){${n}}[0-9]`,
  (n) => `(?i)(?:ſ|k|K|İ|ß){${n}}`,
  (n) => `(?:a|ab|abc|b|bc|c){${n}}[0-9]`,
  (n) => `^(?:(?:[a-z0-9](?:[a-z0-9-]{0,${n}}[a-z0-9])?\\.)+[a-z]{2,})$`,
  (n) => `^([a-zA-Z0-9._-]+@){0,${n}}[a-z]+\\.[a-z]{2,}$`,
  (n) => `<(?:[^>"']|"[^"]*"|'[^']*'){${n}}>`,
  (n) => `(?s).*(?:a.*){${n}}[0-9]`,
  (n) => `(?:${Array.from({ length: n }, (_, at) => `a{${at}}b`).join("|")})[0-9]`,
  (n) => `(?:(?:a*)*b?){${n}}[0-9]$`,
  (n) => `(a)(b)?\\${Math.min(n, 9)}(?:a+)+$`,
  (n) => `(?=(a+))${"a*".repeat(n)}\\1$`,
  (n) => `(?<=a{${n}})b(?!a+)+$`,
  (n) => `(?>a+)${"+".repeat(2)}b{${n}}`,
  (n) => `${"(?:".repeat(n)}a${")*".repeat(n)}b[0-9]`,
  (n) => `(?:a{${n}}){${n}}{${n}}`,
  (n) => `[\\p{L}\\p{N}\\p{P}\\p{S}]{${n}}\\p{Han}`,
  (n) => `(?:^|\\P{L})(?:a+b*)+(?:$|\\P{L}){${n}}`,
  (n) => `${"a*".repeat(n)}[0-9]`,
  (n) => `(?:.|\\n){${n}}\\z[0-9]`,
];

export const hostile: readonly string[] = shapes.flatMap((shape) => sizes.map((size) => shape(size).slice(0, 500)));
