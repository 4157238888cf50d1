import type { Reporter, TestCase, TestModule } from "vitest/node";

/** Printed by `npm run networks`: a line a clause, a column a network, and below it why a clause is not tried somewhere. */
export default class Table implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap(({ children }) => [...children.allTests()]);
    const tried = tests.filter(({ parent }) => parent.type === "suite");
    const subjects = [...new Set(tried.map(subjectOf))];
    const clauses = [...new Set(tried.map(({ name }) => name))];
    const reasons: string[] = [];
    const width = Math.max(...clauses.map(({ length }) => length));
    console.log(`\n${"".padEnd(width)}  ${subjects.join("  ")}`);
    for (const clause of clauses) {
      const cells = subjects.map((subject) => {
        const test = tried.find((each) => each.name === clause && subjectOf(each) === subject);
        return cell(test, reasons).padEnd(subject.length);
      });
      console.log(`${clause.padEnd(width)}  ${cells.join("  ").trimEnd()}`);
    }
    console.log("\nNot tried, because");
    for (const [index, reason] of reasons.entries()) console.log(`  ${index + 1}  ${reason}`);
    const failed = tests.filter((test) => test.result().state === "failed");
    for (const test of failed) {
      console.log(`\nFAILED  ${test.fullName}`);
      for (const error of test.result().errors ?? [])
        console.log(`        ${error.message.split("\n").join("\n        ")}`);
    }
    for (const error of errors) console.log("\nFAILED ", error);
    const skipped = tried.filter((test) => test.result().state === "skipped").length;
    console.log(
      `\n${subjects.length} networks, ${clauses.length} clauses: ${tried.length - skipped - failed.length} kept, ${failed.length} broken, ${skipped} not tried`,
    );
  }
}

const subjectOf = ({ parent }: TestCase): string => (parent.type === "suite" ? parent.name : "");

/** A tick, a cross, or the number of the reason; nothing where the test did not end. */
function cell(test: TestCase | undefined, reasons: string[]): string {
  const result = test?.result();
  if (result?.state === "passed") return "✓";
  if (result?.state === "failed") return "✗";
  if (result?.state !== "skipped") return "?";
  const reason = result.note ?? "no reason given";
  if (!reasons.includes(reason)) reasons.push(reason);
  return `–${reasons.indexOf(reason) + 1}`;
}
